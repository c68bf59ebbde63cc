"""What should have gone to other ZVHs of a case by its log, whenever the feed came to its events. Pure (MOV-1, MOV-2, ALW-3)."""

from collections.abc import Callable, Collection, Iterator, Sequence
from uuid import UUID

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered, QuarterExpired
from levensloop.contracts.recorded import Recorded
from levensloop.handover.feed import Outgoing, outgoing_of
from levensloop.handover.retraction import neighbours
from levensloop.handover.state import State, evolve
from levensloop.infra.messaging.following import Step

Sent = tuple[UUID, str, int]
"""An event, to which ZVH, of which move."""

_AFTER_A_MOVE = (ReportRetracted, DatumRectified)
_OF_NO_STREAM = (*_AFTER_A_MOVE, DestructionOrdered, CaseDestroyed)
"""Handled in another way: not as the next event of a case stream."""


def expected(
    events: Sequence[Recorded[DomainEvent]], me: str, passed: Callable[[int], bool], sent: Collection[Sent]
) -> set[Sent]:
    """`events`: all that the log has of the case; `passed`: whether the feed handled the event at this place; `sent`: what there are
    records of. A retraction or correction goes after a move to who was sent anything; once a quarter expired that cannot be told."""
    state, last = State(), dict[tuple[str, int, bool], tuple[int, Outgoing]]()
    for at, recorded in enumerate(events):
        before, state = state, evolve(state, recorded)
        if not passed(recorded.position) or isinstance(recorded.event, _OF_NO_STREAM):
            continue
        if (outgoing := outgoing_of(Step(recorded, before, state), me)) is not None:
            last[outgoing.to_zvh, outgoing.move, outgoing.identity] = at, outgoing
    found = {
        (one.id, outgoing.to_zvh, outgoing.move)
        for at, outgoing in last.values()
        for one in outgoing.select(events[: at + 1], outgoing.move)
    }
    return found | set(_afterwards(events, me, passed, {(to, move) for _, to, move in sent}))


def _afterwards(
    events: Sequence[Recorded[DomainEvent]], me: str, passed: Callable[[int], bool], sent: Collection[tuple[str, int]]
) -> Iterator[Sent]:
    if any(isinstance(recorded.event, QuarterExpired) and recorded.source == me for recorded in events):
        return
    for at, recorded in enumerate(events):
        if isinstance(recorded.event, _AFTER_A_MOVE) and passed(recorded.position):
            for other in neighbours(events[: at + 1], me):
                if (other.zvh, other.move) in sent:
                    yield from ((one.id, other.zvh, other.move) for one in other.stream)
