"""What plan puts on the agenda: the plan, the next review, a crisis conference, labels that are not registered yet,
open actions, the housing route.
"""

from collections.abc import Mapping
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.standing import ACTIVE, Phase
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.plan.deadlines import WITHOUT_PLAN_TERM
from levensloop.plan.state import State


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """INC-7, REV-1 and REV-3 are for the ZVH that directs, PLN-6 for the partner that was asked, PLN-4 and PLN-7 for the owner."""
    return [
        *_plan(state, me),
        *_review(state, me),
        *_conference(state, me),
        *_labels(state),
        *_actions(state),
        *_route(state),
    ]


def _plan(state: State, me: str) -> list[AgendaItem]:
    if state.standing.phase in WITHOUT_PLAN_TERM or state.plan_due is None:
        return []
    return [AgendaItem("levensloopplan vaststellen", end_of(state.plan_due), me, "INC-7", state.plan_overdue)]


def _review(state: State, me: str) -> list[AgendaItem]:
    if state.standing.phase is not Phase.PLANNED or state.review_due is None:
        return []
    return [AgendaItem("casus bespreken", end_of(state.review_due), me, "REV-1", state.review_overdue)]


def _conference(state: State, me: str) -> list[AgendaItem]:
    if state.standing.phase not in ACTIVE or state.conference is None:
        return []
    called = state.conference
    return [AgendaItem("crisisberaad houden", end_of(called.due), me, "REV-3", called.overdue)]


def _labels(state: State) -> list[AgendaItem]:
    if state.standing.phase is not Phase.PLANNED:
        return []
    return [
        AgendaItem(f"label registreren ({label.system})", end_of(label.due), partner, "PLN-6", label.overdue)
        for partner, label in state.labels.items()
        if label.registered_on is None
    ]


def _actions(state: State) -> list[AgendaItem]:
    if state.standing.phase not in ACTIVE:
        return []
    return [
        AgendaItem(f"actie {action.number}: {action.text}", end_of(action.due), action.owner, "PLN-4", action.overdue)
        for action in state.actions.values()
        if action.is_open
    ]


def _route(state: State) -> list[AgendaItem]:
    route = state.housing.running
    if state.standing.phase not in ACTIVE or route is None:
        return []
    what = f"maatwerkzorgroute {route.number}: {route.next_step}"
    return [AgendaItem(what, end_of(route.due), route.owner, "PLN-7", route.overdue)]
