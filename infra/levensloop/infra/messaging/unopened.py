"""A line of the log that does not open: where it stands, which cases it concerns, and why. Of the others nothing is less sure for it."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.codec import UnreadableEvent, parse
from levensloop.contracts.event import CaseId
from levensloop.contracts.recorded import fingerprint
from levensloop.contracts.registry import EVENTS
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.secrecy.errors import KeyLost, NotSealed, Tampered

UNREADABLE = (UnreadableEvent, KeyLost, NotSealed, Tampered)
"""Why one line cannot be read, while others can."""

LONGEST = 400
"""So much is said of why: a line may name as many fields as whoever put it there liked."""


@dataclass(frozen=True, slots=True)
class Unopened:
    """`stream` and `position`: where it stands, `time`: when the server took it, which is not when it says to be of. `cases`: under which
    it stands, and which it says to be of; none of what is of no case. `why`: in Dutch, without its content; `fingerprint`: of its bytes."""

    stream: str
    position: int
    time: datetime
    cases: tuple[CaseId, ...]
    why: str
    fingerprint: str


def unopened(stream: str, message: StoredMessage, error: Exception) -> Unopened:
    """`error`: one of `UNREADABLE`, at reading this message of that stream."""
    why = "".join("�" if unicodedata.category(c) == "Cc" else c for c in " ".join(str(error).split()))[:LONGEST]
    return Unopened(stream, message.seq, message.time, concerned(message), why, fingerprint(message.data))


def concerned(message: StoredMessage) -> tuple[CaseId, ...]:
    """The case under which it stands, and the one that it says to be of where that is another."""
    found = (case_under(message.subject), _inside(message.data))
    return tuple(dict.fromkeys(case for case in found if case is not None))


def case_under(subject: str) -> CaseId | None:
    """The case in the subject of an event; none where it is about none, or where no number stands that we would write."""
    if subjects.is_report(subject):
        return None
    try:
        case = UUID(token := subjects.case_of(subject))
    except (ValueError, IndexError):
        return None
    return case if str(case) == token else None


def _inside(body: bytes) -> CaseId | None:
    try:
        envelope = parse(body)
    except UnreadableEvent:
        return None
    kind = EVENTS.get(envelope.type)
    return None if kind is None or subjects.is_report(subjects.event(kind, envelope.subject)) else envelope.subject
