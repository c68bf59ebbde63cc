"""What plan knows of a case: how it stands, the current plan, the label per partner, and when the next review is due."""

from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts import standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, plan
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Standing
from levensloop.contracts.terms import REVIEW
from levensloop.contracts.vocabulary import Plan


@dataclass(frozen=True, slots=True)
class Label:
    """PLN-6: the label that a partner was asked for; `registered_on` once it said that it registered it."""

    role: Role
    system: str
    due: date
    registered_on: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """`version` 0: no plan yet. `review_due` is the last day for the next review, `review_overdue` that it passed (REV-1)."""

    standing: Standing = field(default_factory=Standing)
    version: int = 0
    plan: Plan | None = None
    labels: dict[str, Label] = field(default_factory=dict)
    review_due: date | None = None
    review_overdue: bool = False


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = replace(state, standing=standing.evolve(state.standing, recorded))
    match recorded.event:
        case plan.PlanEstablished(at=at, plan_version=version, plan=content, review_before=before):
            due = before or REVIEW.after(day_of(at))
            return replace(state, version=version, plan=content, review_due=due, review_overdue=False)
        case plan.PlanRevised(plan_version=version, plan=content):
            return replace(state, version=version, plan=content)
        case plan.ReviewHeld(next_before=due):
            return replace(state, review_due=due, review_overdue=False)
        case plan.ReviewOverdue():
            return replace(state, review_overdue=True)
        case plan.LabelRequested(partner=partner, role=role, system=system, due=due):
            return replace(state, labels={**state.labels, partner: Label(role, system, due)})
        case plan.LabelRegistered(partner=partner, at=at) if partner in state.labels:
            registered = replace(state.labels[partner], registered_on=day_of(at))
            return replace(state, labels={**state.labels, partner: registered})
        case plan.LabelWithdrawn(partner=gone):
            return replace(state, labels={p: label for p, label in state.labels.items() if p != gone})
        case handover.DirectionTransferred():
            # The labels of the old region stay behind with its partners; the new region's are asked as its team forms.
            return replace(state, labels={})
    return state
