"""Who gets what of a whole history, by the same pure functions as the policy."""

from collections import defaultdict
from collections.abc import Iterable

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure, disclosures, evolve
from levensloop.infra.specification import record
from support.samples.handover import HANDED_OVER_AT
from support.samples.inclusion import direction_transferred, move_announced
from support.samples.plan import planned_case, review_held
from support.samples.signals import bed_assigned, bed_requested, signal_raised, time_out_activated
from support.samples.world import HAAGLANDEN, NOW, ORGANISATIONS


def logged(*events: DomainEvent, source: str = HAAGLANDEN, after: int = 0) -> list[Recorded[DomainEvent]]:
    """Events as they stand in a log."""
    return [record(event, position, source) for position, event in enumerate(events, after + 1)]


def whole_life() -> tuple[DomainEvent, ...]:
    """A case from its report to its move, with a signal, a scenario and a bed."""
    return (
        *planned_case(),
        signal_raised(),
        *time_out_activated(),
        bed_requested(),
        bed_assigned(),
        review_held(NOW, NOW.date()),
        move_announced(NOW),
        direction_transferred(HANDED_OVER_AT),
    )


def passed_on(history: Iterable[Recorded[DomainEvent]], me: str = HAAGLANDEN) -> dict[str, list[Disclosure]]:
    """Per organisation what this ZVH passes on to it, in order."""
    received: dict[str, list[Disclosure]] = defaultdict(list)
    state, world = CaseSoFar(), {o.id: o for o in ORGANISATIONS}
    for recorded in history:
        before, state = state, evolve(state, recorded)
        for disclosure in disclosures(recorded, before, state, world, me, frozenset(received)):
            if not disclosure.judged.nothing:
                received[disclosure.to].append(disclosure)
    return received


def kinds(received: Iterable[Disclosure]) -> list[str]:
    return [type(disclosure.recorded.event).__name__ for disclosure in received]
