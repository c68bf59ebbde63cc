"""What inclusion knows of a case: how it stands, who it is about, and whether the client lives outside."""

from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts import standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import inclusion, signals
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import Person


@dataclass(frozen=True, slots=True)
class State:
    """`in_secure_bed` and `released_on` come from `signals`: who is in a bed does not live outside (EXT-1).

    `escalations` that have no outcome yet are from there too (ESC-1).
    """

    standing: Standing = field(default_factory=Standing)
    person: Person | None = None
    in_secure_bed: bool = False
    released_on: date | None = None
    escalations: frozenset[int] = frozenset()


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = replace(state, standing=standing.evolve(state.standing, recorded))
    match recorded.event:
        case inclusion.ClientReported(person=person):
            return replace(state, person=person)
        case signals.AdmittedToSecureBed():
            return replace(state, in_secure_bed=True)
        case signals.ReleasedFromSecureBed(at=at):
            return replace(state, in_secure_bed=False, released_on=day_of(at))
        case signals.EscalationStarted(escalation=number):
            return replace(state, escalations=state.escalations | {number})
        case signals.EscalationEnded(escalation=number):
            return replace(state, escalations=state.escalations - {number})
    return state
