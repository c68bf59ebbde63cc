"""Every term that plan watches: which run now, and what is said when one passed. Only the ZVH that directs watches, alone (MOV-5)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import PlanOverdue
from levensloop.contracts.standing import CLOSED, Phase
from levensloop.plan import actions, crisis, housing, labels, review
from levensloop.plan.state import State

Running = Callable[[State], dict[str, datetime]]
Overdue = Callable[[State, str, datetime, Context], Sequence[DomainEvent]]

PLAN_TIMER = "plan"
WITHOUT_PLAN_TERM = CLOSED | {Phase.NONE, Phase.PLANNED}


def plan_running(state: State) -> dict[str, datetime]:
    """INC-7: from the report on, as long as the case is on its way to a plan."""
    if state.standing.phase in WITHOUT_PLAN_TERM or state.plan_due is None or state.plan_overdue:
        return {}
    return {PLAN_TIMER: end_of(state.plan_due)}


def plan_overdue(state: State, timer: str, due: datetime, context: Context) -> Sequence[DomainEvent]:
    """INC-7: said once. A plan that comes late is still a plan."""
    return [PlanOverdue(at=context.now, by=context.by, due=due)]


WATCHED: tuple[tuple[Running, Overdue], ...] = (
    (plan_running, plan_overdue),
    (review.running, review.overdue),
    (labels.running, labels.overdue),
    (actions.running, actions.overdue),
    (crisis.running, crisis.overdue),
    (housing.running, housing.overdue),
)


def deadlines(state: State, me: str) -> dict[str, datetime]:
    """Timer → when its last day is over (UTC)."""
    if state.standing.director != me:
        return {}
    return {timer: due for running, _ in WATCHED for timer, due in running(state).items()}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """Overdue, when the term is over by now; an early, late or double timer does no harm."""
    if state.standing.director != context.me:
        return []
    for running, overdue in WATCHED:
        due = running(state).get(timer)
        if due is not None and context.now >= due:
            return overdue(state, timer, due, context)
    return []
