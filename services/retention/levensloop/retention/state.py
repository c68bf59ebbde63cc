"""What retention knows of a case: how it stands, and where its destruction is."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from levensloop.contracts import standing
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import (
    CaseDestroyed,
    CopyDestroyed,
    DestructionAnnounced,
    DestructionOrdered,
    DestructionWithdrawn,
    RetentionExtended,
)
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import SERVICE_OF_EVENT
from levensloop.contracts.renewed import renewed
from levensloop.contracts.standing import Standing
from levensloop.contracts.supplied import leaves
from levensloop.retention import clock, extension
from levensloop.retention.announcing import Announced
from levensloop.retention.clock import Clock
from levensloop.retention.extension import Proposal


@dataclass(frozen=True, slots=True)
class Destruction:
    """One that was ordered. `waiting`: whose copies are still there, once the node's own is gone (`done`)."""

    number: UUID | None
    told_by: str | None = None
    done: bool = False
    waiting: frozenset[str] = frozenset()
    due: date | None = None
    entries: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """Of a destroyed case nothing but that. `suppliers`: who recorded anything, or is named as who supplied it (PIC-2).
    `back_until`: the last day on which a closed case is to be seen again. `announced`: what can still be withdrawn; an
    extension ends it too, and that the case is worked with again."""

    standing: Standing = field(default_factory=Standing)
    clock: Clock = field(default_factory=Clock)
    proposal: Proposal | None = None
    suppliers: frozenset[str] = frozenset()
    back_until: date | None = None
    announced: Announced | None = None
    destruction: Destruction | None = None


def about_no_case(event: DomainEvent) -> bool:
    """Figures, and the proof of a destruction: nobody is in them, so no term runs over them."""
    return event.aggregate is not None or SERVICE_OF_EVENT[type(event)] == "monitor"


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = renewed(state, standing=standing.evolve(state.standing, recorded))
    match recorded.event:
        case DestructionOrdered(destruction=number, told_by=told_by):
            return State(state.standing, destruction=Destruction(number, told_by))
        case CaseDestroyed(destruction=number, told_by=told_by, waiting=waiting, due=due, entries=entries):
            done = Destruction(number, told_by, True, frozenset(waiting), due, entries)
            return State(state.standing, destruction=done)
        case CopyDestroyed(place=place) if state.destruction is not None:
            found = state.destruction
            return replace(state, destruction=replace(found, waiting=found.waiting - {place}))
    if state.destruction is not None or about_no_case(recorded.event):
        return state
    if isinstance(recorded.event, RetentionExtended) and recorded.event.back:
        state = replace(state, back_until=recorded.event.until)
    return replace(
        state,
        announced=_announced(state.announced, recorded, state.standing),
        clock=clock.evolve(state.clock, recorded),
        proposal=extension.evolve(state.proposal, recorded.event),
        suppliers=state.suppliers | {leaf.supplier for leaf in leaves(recorded.event)},
    )


def _announced(announced: Announced | None, recorded: Recorded[DomainEvent], now: Standing) -> Announced | None:
    """What is recorded of a closed case meanwhile (labels that go, a correction) goes with it: it stops nothing."""
    match recorded.event:
        case DestructionAnnounced(due=due):
            return Announced(recorded.source, due)
        case DestructionWithdrawn() | RetentionExtended():
            return None
    worked_with = announced is not None and standing.shielded(now, announced.zvh) is None
    return None if worked_with else announced
