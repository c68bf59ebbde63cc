"""What plan knows of a case: how it stands, the current plan, the label per partner, and when the next review is due."""

from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts import standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, handover, inclusion, plan
from levensloop.contracts.events.plan import WlzChecked
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.renewed import renewed
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Standing
from levensloop.contracts.terms import PLAN, REVIEW
from levensloop.contracts.vocabulary import Person, Plan
from levensloop.plan import route
from levensloop.plan.route import Housing


@dataclass(frozen=True, slots=True)
class Label:
    """PLN-6: the label that a partner was asked for; `registered_on` once it said that it registered it."""

    role: Role
    system: str
    due: date
    registered_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """PLN-4: what was agreed; `completed_on` once it is done, `overdue` that its day passed before that."""

    number: int
    text: str
    owner: str
    due: date
    completed_on: date | None = None
    overdue: bool = False

    @property
    def is_open(self) -> bool:
        return self.completed_on is None


@dataclass(frozen=True, slots=True)
class Conference:
    """REV-3: a crisis conference that was called and not held yet."""

    number: int
    due: date
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`version` 0: no plan yet. `plan_due` is its last day, `plan_overdue` that it passed without one (INC-7).

    `review_due` and `review_overdue` likewise for the next review (REV-1). `actions` are by number, those done included.
    `conferences` is how many crisis conferences there were, `called_at` the place in the log of the last call (REV-3).
    """

    standing: Standing = field(default_factory=Standing)
    person: Person | None = None
    version: int = 0
    plan: Plan | None = None
    plan_due: date | None = None
    plan_overdue: bool = False
    wlz: WlzChecked | None = None
    actions: dict[int, Action] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    review_due: date | None = None
    review_overdue: bool = False
    conference: Conference | None = None
    conferences: int = 0
    called_at: int = 0
    housing: Housing = field(default_factory=Housing)


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = renewed(state, standing=standing.evolve(state.standing, recorded))
    match recorded.event:
        case inclusion.ClientReported(at=at, person=person, plan_before=before):
            return replace(state, person=person, plan_due=before or PLAN.after(day_of(at)))
        case disclosure.DatumRectified(person=person) if person is not None:
            return replace(state, person=person)
        case plan.PlanOverdue():
            return replace(state, plan_overdue=True)
        case plan.PlanEstablished(at=at, plan_version=version, plan=content, review_before=before):
            due = before or REVIEW.after(day_of(at))
            return replace(
                state, version=version, plan=content, plan_overdue=False, review_due=due, review_overdue=False
            )
        case WlzChecked() as checked:
            return replace(state, wlz=checked)
        case plan.PlanRevised(plan_version=version, plan=content):
            return replace(state, version=version, plan=content)
        case plan.CrisisConferenceCalled(conference=number, due=due):
            called = Conference(number, due)
            return replace(state, conference=called, conferences=number, called_at=recorded.position)
        case plan.CrisisConferenceHeld():
            return replace(state, conference=None)
        case plan.CrisisConferenceOverdue() if state.conference is not None:
            return replace(state, conference=replace(state.conference, overdue=True))
        case plan.ReviewHeld(next_before=due):
            return replace(state, review_due=due, review_overdue=False)
        case plan.ReviewOverdue():
            return replace(state, review_overdue=True)
        case plan.LabelRequested(partner=partner, role=role, system=system, due=due):
            return replace(state, labels={**state.labels, partner: Label(role, system, due)})
        case plan.LabelRegistered(partner=partner, at=at) if partner in state.labels:
            registered = replace(state.labels[partner], registered_on=day_of(at))
            return replace(state, labels={**state.labels, partner: registered})
        case plan.LabelOverdue(partner=partner) if partner in state.labels:
            return replace(state, labels={**state.labels, partner: replace(state.labels[partner], overdue=True)})
        case plan.LabelWithdrawn(partner=gone):
            return replace(state, labels={p: label for p, label in state.labels.items() if p != gone})
        case handover.DirectionTransferred():
            # Those of the old region were withdrawn with it (MOV-7); the new region's are asked as its team forms.
            return replace(state, labels={})
    return renewed(
        state, actions=_actions(state.actions, recorded.event), housing=route.evolve(state.housing, recorded.event)
    )


def _actions(actions: dict[int, Action], event: DomainEvent) -> dict[int, Action]:
    match event:
        case plan.ActionAgreed(action=number, text=text, owner=owner, due=due):
            return {**actions, number: Action(number, text, owner, due)}
        case plan.ActionCompleted(action=number, at=at) if number in actions:
            return {**actions, number: replace(actions[number], completed_on=day_of(at))}
        case plan.ActionReassigned(action=number, owner=owner, due=due) if number in actions:
            action = actions[number]
            return {
                **actions,
                number: replace(action, owner=owner, due=due, overdue=action.overdue and due <= action.due),
            }
        case plan.ActionOverdue(action=number) if number in actions:
            return {**actions, number: replace(actions[number], overdue=True)}
    return actions
