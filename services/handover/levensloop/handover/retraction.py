"""A report on the wrong person, retracted after a move: every ZVH that the case went through has a copy, and hears it (REP-2). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import MoveAnnounced
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.recorded import Recorded
from levensloop.handover.manifest import handed_over, sent_back

Events = Sequence[Recorded[DomainEvent]]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A ZVH on the other side of one of the case's moves, and all that is in the case stream to it, the retraction last."""

    zvh: str
    move: int
    stream: tuple[Recorded[DomainEvent], ...]


def neighbours(events: Events, me: str) -> Iterator[Neighbour]:
    """Whom this ZVH tells, by which move's stream: each passes it on in turn, so it reaches all. What is known changes nothing."""
    for recorded in events:
        match recorded.event:
            case MoveAnnounced(move=move, from_zvh=from_zvh, to_zvh=to_zvh) if from_zvh == me:
                yield Neighbour(to_zvh, move, _with_retraction(handed_over(events, move), events))
            case MoveAnnounced(move=move, from_zvh=from_zvh, to_zvh=to_zvh) if to_zvh == me:
                yield Neighbour(from_zvh, move, _with_retraction(sent_back(events, move), events))


def _with_retraction(stream: Iterator[Recorded[DomainEvent]], events: Events) -> tuple[Recorded[DomainEvent], ...]:
    """The stream as it was when the move ended, and after it the retraction; in a move that runs it is in it already."""
    found = tuple(stream)
    retracted = (recorded for recorded in events if isinstance(recorded.event, ReportRetracted))
    return (*found, *(recorded for recorded in retracted if recorded not in found))
