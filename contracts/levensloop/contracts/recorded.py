"""An event as it stands in a log: the event itself, and what the log knows of it."""

import hashlib
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from levensloop.contracts.codec import decode
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import CaseId, DomainEvent, Moment, Value

E = TypeVar("E", bound=Value, covariant=True)


@dataclass(frozen=True, slots=True)
class Recorded(Generic[E]):
    """One event of a case, or at a recipient its view of one. `source` is the ZVH whose system logged it first, also after a move.

    `position` is its place in the log that was read, from 1; `fingerprint` the SHA-256 of its bytes, in hex.
    """

    event: E
    case: CaseId
    id: UUID
    source: str
    time: Moment
    position: int
    fingerprint: str
    command: UUID | None = None


def read_opened(envelope: CloudEvent, body: bytes, position: int) -> Recorded[DomainEvent]:
    """A logged event. The envelope is in clear, the fingerprint that of the bytes as they are stored, sealed.

    Raises `UnreadableEvent`, `NewerEventVersion`."""
    return Recorded(
        event=decode(envelope),
        case=envelope.subject,
        id=envelope.id,
        source=envelope.organisation,
        time=envelope.time,
        position=position,
        fingerprint=fingerprint(body),
        command=envelope.commandid,
    )


def fingerprint(body: bytes) -> str:
    """SHA-256 of an event's bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


EMPTY_CHAIN = "0" * 64


def chain(digest: str, event_fingerprint: str) -> str:
    """The next digest of a chain of events: one changed, missing or moved event changes all that follow (MOV-2)."""
    return hashlib.sha256(bytes.fromhex(digest) + bytes.fromhex(event_fingerprint)).hexdigest()
