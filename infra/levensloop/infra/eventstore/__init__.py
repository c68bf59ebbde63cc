"""JetStream as event store: guarded appends, atomic batches, loads, ordered subscriptions, replay.

As the `eventsourcing` library's persistence module it is found through `Factory`.
"""

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
from .library.factory import JetStreamFactory as Factory
from .messages import Appended, Guard, NewMessage, StoredMessage
from .store import EventStore

__all__ = [
    "Appended",
    "BatchTooLarge",
    "Conflict",
    "EventStore",
    "EventStoreError",
    "Factory",
    "Guard",
    "MessageTooLarge",
    "NewMessage",
    "StoreFull",
    "StoreRefused",
    "StoreUnavailable",
    "StoredMessage",
    "StreamMissing",
]
