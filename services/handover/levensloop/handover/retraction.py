"""What every ZVH that the case went through hears after a move, for it has a copy: that the report was on the wrong person (REP-2), and
that a datum in that copy was wrong (GDPR 16, 19). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import MoveAnnounced
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.sending import ends, handed_over
from levensloop.handover.manifest import sent_back

Events = Sequence[Recorded[DomainEvent]]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A ZVH on the other side of one of the case's moves, and all that is in the case stream to it, what it hears after the move last."""

    zvh: str
    move: int
    stream: tuple[Recorded[DomainEvent], ...]


def neighbours(events: Events, me: str) -> Iterator[Neighbour]:
    """Whom this ZVH tells, by which move's stream: each passes it on in turn, so it reaches all. What is known changes nothing."""
    for recorded in events:
        match recorded.event:
            case MoveAnnounced(move=move, from_zvh=from_zvh, to_zvh=to_zvh) if from_zvh == me:
                yield Neighbour(to_zvh, move, _with_later(handed_over(events, move), (), events, move, to_zvh))
            case MoveAnnounced(move=move, from_zvh=from_zvh, to_zvh=to_zvh) if to_zvh == me:
                back, came = sent_back(events, move), handed_over(events, move)
                yield Neighbour(from_zvh, move, _with_later(back, came, events, move, from_zvh))


def until_the_end(events: Iterable[Recorded[DomainEvent]], move: int, me: str) -> Iterator[Recorded[DomainEvent]]:
    """What this ZVH sent in a move that it began and that ended: also the corrections that stood behind what was held (WGS 2.28(4))."""
    for neighbour in neighbours(tuple(events), me):
        if neighbour.move == move:
            yield from neighbour.stream


def _with_later(
    stream: Iterable[Recorded[DomainEvent]],
    came: Iterable[Recorded[DomainEvent]],
    events: Events,
    move: int,
    to_zvh: str,
) -> tuple[Recorded[DomainEvent], ...]:
    """The stream as it was when the move ended, and after it the retraction and each correction of what is there; while the move runs
    these are in the stream of who directs, in their turn: behind what is held. `came`: what the other ZVH has because it sent it."""
    found = list(stream)
    if not any(ends(recorded, move) for recorded in events):
        return tuple(found)
    sent, there = {recorded.id for recorded in found}, {recorded.id for recorded in (*found, *came)}
    for recorded in events:
        event = recorded.event
        retracted = isinstance(event, ReportRetracted) and recorded.id not in sent
        of_it = isinstance(event, DatumRectified) and event.event in there and recorded.source != to_zvh
        if retracted or (of_it and recorded.id not in there):
            found.append(recorded)
        if retracted or of_it:
            there.add(recorded.id)
    return tuple(found)
