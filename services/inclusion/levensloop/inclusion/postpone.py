"""INC-3: the decision waits for actions, each with owner and due date; the case comes back by itself and cannot fall asleep."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.inclusion import CompletePostponedAction, PostponeInclusion
from levensloop.contracts.decision import Context, Decision, system, unknown_organisation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import (
    InclusionPostponed,
    InclusionResumed,
    PostponedActionAgreed,
    PostponedActionCompleted,
    PostponedActionOverdue,
)
from levensloop.contracts.intake import AgreedAction
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES
from levensloop.contracts.standing import Phase
from levensloop.inclusion.state import PostponedAction, State
from levensloop.inclusion.table import hold_table
from levensloop.infra.messaging.agenda import AgendaItem

_TIMER = "postponed-"


def postpone(state: State, command: PostponeInclusion, context: Context) -> Decision:
    """INC-3: the table's record, why it waits, and each action; numbered on from an earlier postponement."""
    table = hold_table(state.standing, command, context)
    if isinstance(table, Refusal):
        return table
    if not command.actions:
        return refuse("INC-3", "Uitstel is er alleen voor acties, elk met eigenaar en datum.", field="actions")
    for action in command.actions:
        if refusal := _action(action, context):
            return refusal
    at, by = context.now, context.by
    until = max(action.due for action in command.actions)
    agreed = [
        PostponedActionAgreed(at=at, by=by, action=number, text=action.text, owner=action.owner, due=action.due)
        for number, action in enumerate(command.actions, len(state.postponed) + 1)
    ]
    return [table, InclusionPostponed(at=at, by=by, reason=command.reason, until=until), *agreed]


def _action(action: AgreedAction, context: Context) -> Refusal | None:
    """There is no team yet: who may report may also be asked to find something out."""
    if refusal := unknown_organisation(context, action.owner):
        return refusal
    owner = context.organisations[action.owner]
    if owner.id != context.me and not (ROLES[owner.role].fixed and owner.zvh == context.me):
        return refuse("INC-3", f"{owner.id} is geen vaste deelnemer van dit ZVH.", organisation=owner.id)
    if action.due < context.today:
        return refuse("INC-3", f"Een actie kan niet af moeten zijn op {action.due:%d-%m-%Y}: die dag is voorbij.")
    return None


def complete(state: State, command: CompletePostponedAction, context: Context) -> Decision:
    """INC-3: by the owner, or the ZVH for it; late is still done. With the last one the case is on the table again. Who has what action
    is told to its owner alone, so another hears the same whether it is there or not (ALW-2)."""
    action = state.postponed.get(command.action)
    if not context.mine and (action is None or context.by.organisation != action.owner):
        return refuse(
            "INC-3", f"Uw organisatie heeft in deze casus geen actie met nummer {command.action}.", field="action"
        )
    if action is None:
        return refuse("INC-3", f"Er is geen actie met nummer {command.action}.", field="action")
    if action.completed_on is not None:
        return []
    done = PostponedActionCompleted(at=context.now, by=context.by, action=action.number, outcome=command.outcome)
    if state.standing.phase is not Phase.POSTPONED:
        return [done]
    return [done, *_resumed(_others(state, action), context, all_done=True)]


def deadlines(state: State, me: str) -> dict[str, datetime]:
    """INC-3: a timer for each action that the table waits for."""
    if state.standing.phase is not Phase.POSTPONED or state.standing.director != me:
        return {}
    waiting = (action for action in state.postponed.values() if action.waits)
    return {f"{_TIMER}{action.number}": end_of(action.due) for action in waiting}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """INC-3: overdue, said once; and when it was the last that was waited for, the table goes on without it."""
    due = deadlines(state, context.me).get(timer)
    if due is None or context.now < due:
        return []
    action = state.postponed[int(timer.removeprefix(_TIMER))]
    overdue = PostponedActionOverdue(at=context.now, by=context.by, action=action.number, owner=action.owner, due=due)
    return [overdue, *_resumed(_others(state, action), context, all_done=False)]


def _others(state: State, action: PostponedAction) -> list[PostponedAction]:
    return [other for other in state.postponed.values() if other.number != action.number]


def _resumed(others: Iterable[PostponedAction], context: Context, all_done: bool) -> list[InclusionResumed]:
    """Nothing, as long as another action has time left."""
    others = list(others)
    if any(other.waits for other in others):
        return []
    done = all_done and all(other.completed_on is not None for other in others)
    return [InclusionResumed(at=context.now, by=system(context.me), all_done=done)]


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """INC-3: each action that is not done, for its owner; an overdue one too, until the table decided."""
    if state.standing.phase not in (Phase.POSTPONED, Phase.INCLUSION_TABLE):
        return []
    return [
        AgendaItem(f"uitzoeken voor de inclusietafel: {a.text}", end_of(a.due), a.owner, "INC-3", a.overdue)
        for a in state.postponed.values()
        if a.completed_on is None
    ]
