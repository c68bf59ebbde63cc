"""Actions: PLN-4 agreed with owner and due date, done, handed to another; overdue is an event, and none is ever without an owner."""

from collections.abc import Sequence
from datetime import date, datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.plan import AgreeAction, CompleteAction, ReassignAction
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import ActionAgreed, ActionCompleted, ActionOverdue, ActionReassigned
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import ACTIVE
from levensloop.plan.state import Action, State


def agree(state: State, command: AgreeAction, context: Context) -> Decision:
    """PLN-4: numbered from 1, also after a move."""
    if refusal := _owner(state, command.owner, context) or _not_past(command.due, context):
        return refusal
    return [
        ActionAgreed(
            at=context.now,
            by=context.by,
            action=len(state.actions) + 1,
            text=command.text,
            owner=command.owner,
            due=command.due,
        )
    ]


def complete(state: State, command: CompleteAction, context: Context) -> Decision:
    """PLN-4: by the owner, or the ZVH for it; late is still done. To say it twice does no harm and changes nothing."""
    action = state.actions.get(command.action)
    if action is None:
        return _unknown(command.action)
    if not context.mine and context.by.organisation != action.owner:
        return refuse("PLN-4", f"Actie {action.number} is van {action.owner}.", organisation=action.owner)
    if not action.is_open:
        return []
    return [ActionCompleted(at=context.now, by=context.by, action=action.number, outcome=command.outcome)]


def reassign(state: State, command: ReassignAction, context: Context) -> Decision:
    """PLN-4: to another of the team, or the ZVH; a later day is agreed only with it."""
    action = state.actions.get(command.action)
    if action is None or not action.is_open:
        return _unknown(command.action)
    if refusal := _owner(state, command.owner, context):
        return refusal
    if command.due is not None and (refusal := _not_past(command.due, context)):
        return refusal
    return [hand_over(action, command.owner, command.reason, context, command.due)]


def hand_over(action: Action, owner: str, reason: str, context: Context, due: date | None = None) -> ActionReassigned:
    """The action in other hands; without a new day the day stays."""
    return ActionReassigned(
        at=context.now, by=context.by, action=action.number, owner=owner, due=due or action.due, reason=reason
    )


def left_behind(state: State, context: Context) -> list[Action]:
    """Open actions whose owner is not in the team any more, nor this ZVH."""
    return [
        action
        for action in state.actions.values()
        if action.is_open and action.owner != context.me and not state.standing.in_team(action.owner)
    ]


def running(state: State) -> dict[str, datetime]:
    """PLN-4: a timer for every open action whose day is not over."""
    if state.standing.phase not in ACTIVE:
        return {}
    open_ones = (action for action in state.actions.values() if action.is_open and not action.overdue)
    return {f"action-{action.number}": end_of(action.due) for action in open_ones}


def overdue(state: State, timer: str, due: datetime, context: Context) -> Sequence[DomainEvent]:
    """PLN-4: said once; reassigning it to a later day starts the term anew."""
    action = state.actions[int(timer.removeprefix("action-"))]
    return [ActionOverdue(at=context.now, by=context.by, action=action.number, owner=action.owner, due=due)]


def _owner(state: State, owner: str, context: Context) -> Refusal | None:
    if refusal := unknown_organisation(context, owner):
        return refusal
    if owner == context.me or state.standing.in_team(owner):
        return None
    return refuse("PLN-4", f"{owner} zit niet in het levensloopteam en kan geen actie krijgen.", organisation=owner)


def _not_past(due: date, context: Context) -> Refusal | None:
    if due >= context.today:
        return None
    return refuse("PLN-4", f"Een actie kan niet af moeten zijn op een dag die voorbij is: {due:%d-%m-%Y}.", field="due")


def _unknown(number: int) -> Refusal:
    return refuse("PLN-4", f"Er is geen open actie met nummer {number}.", field="action")
