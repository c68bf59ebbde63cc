"""A stored event of the library as a message: state as data, topic and version in headers, id in the subject."""

from __future__ import annotations

from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage

from .names import text
from .settings import IdType

TOPIC = "Es-Topic"
VERSION = "Es-Version"
HIGHEST = "Es-Highest"  # on a message that was stored after one of a higher version: that version
EVENT_SEQ = "Es-Event-Seq"  # on a snapshot: the sequence of the event it was taken at


def to_message(event: StoredEvent, subject: str, guard: Guard | None, more: dict[str, str]) -> NewMessage:
    """The message that records `event`."""
    return NewMessage(subject, event.state, {TOPIC: event.topic, VERSION: str(event.originator_version), **more}, guard)


def version(message: StoredMessage) -> int:
    """The version of the aggregate that this message brought."""
    return int(message.headers[VERSION])


def highest(message: StoredMessage) -> int:
    """The highest version that stood on this subject when this message was stored."""
    return int(message.headers.get(HIGHEST, message.headers[VERSION]))


def to_event(message: StoredMessage, id_type: IdType) -> StoredEvent:
    """The event that `message` recorded."""
    return StoredEvent(_id(message, id_type), version(message), message.headers[TOPIC], message.data)


def to_notification(message: StoredMessage, id_type: IdType) -> Notification:
    """The same, with its place in the application's sequence."""
    event_id = _id(message, id_type)
    return Notification(event_id, version(message), message.headers[TOPIC], message.data, id=message.seq)


def _id(message: StoredMessage, id_type: IdType) -> UUID | str:
    name = message.subject.rpartition(".")[2]
    return UUID(name) if id_type == "uuid" else text(name)
