"""What inclusion knows of a case: how it stands, who it is about, and whether the client lives outside."""

from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts import restrictions, special_data, standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, inclusion, plan, signals, third_parties
from levensloop.contracts.intake import Consent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.renewed import renewed
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.special_data import Supplied
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import Person, ScenarioKind
from levensloop.inclusion import owed
from levensloop.inclusion.owed import Feedback

_ONE_BED = 1
"""Beds have no number: a case has one request at a time (BED-1)."""


@dataclass(frozen=True, slots=True)
class PostponedAction:
    """INC-3: an action for which the decision waits, or waited."""

    number: int
    text: str
    owner: str
    due: date
    completed_on: date | None = None
    overdue: bool = False

    @property
    def waits(self) -> bool:
        """Whether the table still waits for it: not done, and its day not over."""
        return self.completed_on is None and not self.overdue


@dataclass(frozen=True, slots=True)
class State:
    """`in_secure_bed` and `released_on` come from `signals`: who is in a bed does not live outside (EXT-1).

    `postponed` are the actions of every postponement of this case, by number (INC-3).
    `consent` is what the client said last, on `consent_on` (INF-2).
    `loose_ends` is what `plan` and `signals` have open: the rule that it is under, and its number. A scenario that scales
    down is none: it leads to the exit (PLN-2). `supplied`: who must agree before special data goes to a third party (WGS 1.7(3));
    `results`: what went to one outside the network (2.31(11)); `feedback`: what third parties still owe (WGS 1.7(4)). `restrictions`:
    the conditions and objections of suppliers alone, which stand in the way of a result outside.
    """

    standing: Standing = field(default_factory=Standing)
    person: Person | None = None
    in_secure_bed: bool = False
    released_on: date | None = None
    postponed: dict[int, PostponedAction] = field(default_factory=dict)
    consent: Consent | None = None
    consent_on: date | None = None
    loose_ends: frozenset[tuple[str, int]] = frozenset()
    supplied: Supplied = field(default_factory=dict)
    results: tuple[third_parties.ResultGiven, ...] = ()
    feedback: Feedback = field(default_factory=dict)
    restrictions: Restrictions = field(default_factory=Restrictions)


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = renewed(
        state,
        standing=standing.evolve(state.standing, recorded),
        supplied=special_data.evolve(state.supplied, recorded),
        feedback=owed.evolve(state.feedback, recorded.event),
    )
    match recorded.event:
        case inclusion.ClientReported(person=person):
            return replace(state, person=person)
        case disclosure.DatumRectified(person=person) if person is not None:
            return replace(state, person=person)
        case inclusion.PostponedActionAgreed(action=number, text=text, owner=owner, due=due):
            return _postponed(state, PostponedAction(number, text, owner, due))
        case inclusion.PostponedActionCompleted(action=number, at=at) if number in state.postponed:
            return _postponed(state, replace(state.postponed[number], completed_on=day_of(at)))
        case inclusion.PostponedActionOverdue(action=number) if number in state.postponed:
            return _postponed(state, replace(state.postponed[number], overdue=True))
        case inclusion.ConsentRecorded(consent=consent, said_on=said_on):
            return replace(state, consent=consent, consent_on=said_on)
        case (
            disclosure.ConditionsSet()
            | disclosure.ConditionsLifted()
            | disclosure.DisclosureObjected()
            | disclosure.ObjectionWithdrawn()
        ):
            return replace(state, restrictions=restrictions.evolve(state.restrictions, recorded))
        case third_parties.ResultGiven() as given:
            return replace(state, results=(*state.results, given))
        case signals.SecureBedRequested():
            return _begun(state, "BED-1", _ONE_BED)
        case signals.SecureBedRequestWithdrawn():
            return _done(state, "BED-1", _ONE_BED)
        case signals.AdmittedToSecureBed():
            return replace(_done(state, "BED-1", _ONE_BED), in_secure_bed=True)
        case signals.ReleasedFromSecureBed(at=at):
            return replace(state, in_secure_bed=False, released_on=day_of(at))
        case signals.EscalationStarted(escalation=number):
            return _begun(state, "ESC-1", number)
        case signals.EscalationEnded(escalation=number):
            return _done(state, "ESC-1", number)
        case signals.ScenarioActivated(activation=number, kind=kind) if kind is not ScenarioKind.SCALING_DOWN:
            return _begun(state, "SIG-2", number)
        case signals.ScenarioEnded(activation=number):
            return _done(state, "SIG-2", number)
        case plan.HousingRouteStarted(route=number):
            return _begun(state, "PLN-7", number)
        case plan.HousingRouteEnded(route=number):
            return _done(state, "PLN-7", number)
        case plan.CrisisConferenceCalled(conference=number):
            return _begun(state, "REV-3", number)
        case plan.CrisisConferenceHeld(conference=number):
            return _done(state, "REV-3", number)
        case plan.ActionAgreed(action=number):
            return _begun(state, "PLN-4", number)
        case plan.ActionCompleted(action=number):
            return _done(state, "PLN-4", number)
    return state


def _postponed(state: State, action: PostponedAction) -> State:
    return replace(state, postponed={**state.postponed, action.number: action})


def _begun(state: State, rule: str, number: int) -> State:
    return replace(state, loose_ends=state.loose_ends | {(rule, number)})


def _done(state: State, rule: str, number: int) -> State:
    return replace(state, loose_ends=state.loose_ends - {(rule, number)})
