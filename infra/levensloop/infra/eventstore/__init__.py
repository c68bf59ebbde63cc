"""JetStream as event store: guarded appends, atomic batches, loads, ordered subscriptions, replay."""

from .errors import (
    BatchTooLarge,
    Conflict,
    EventStoreError,
    MessageTooLarge,
    StoreFull,
    StoreRefused,
    StoreUnavailable,
    StreamMissing,
)
from .messages import Appended, Guard, NewMessage, StoredMessage
from .store import EventStore

__all__ = [
    "Appended",
    "BatchTooLarge",
    "Conflict",
    "EventStore",
    "EventStoreError",
    "Guard",
    "MessageTooLarge",
    "NewMessage",
    "StoreFull",
    "StoreRefused",
    "StoreUnavailable",
    "StoredMessage",
    "StreamMissing",
]
