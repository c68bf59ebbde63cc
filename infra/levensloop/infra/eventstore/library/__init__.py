"""The event store as persistence module of the `eventsourcing` library; see docs/event-store.md."""
