"""WGS 2.29(3): a supplier's conditions on passing on what it supplied. They hold until they are lifted or over, at every ZVH."""

from levensloop.contracts.commands.disclosure import LiftConditions, SetConditions
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.disclosure import ConditionsLifted, ConditionsSet
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.restrictions import CONDITION
from levensloop.disclosure.speaking import may_speak_for, none_of_yours, wrong_scope
from levensloop.disclosure.state import State


def set_conditions(state: State, command: SetConditions, context: Context) -> Decision:
    """In words, and, where the supplier says so, to whom it may not go."""
    supplier = command.supplier or context.by.organisation
    refusal = (
        may_speak_for(CONDITION, supplier, context)
        or wrong_scope(CONDITION, command.categories, command.event, supplier, state)
        or _wrong_recipients(command, context)
    )
    if refusal is not None:
        return refusal
    if command.until is not None and command.until < context.today:
        return refuse(CONDITION, f"{command.until:%d-%m-%Y} is al voorbij.", field="until")
    return [
        ConditionsSet(
            at=context.now,
            by=context.by,
            condition=state.restrictions.conditions_set + 1,
            supplier=supplier,
            categories=tuple(dict.fromkeys(command.categories)),
            event=command.event,
            not_to=command.not_to,
            only_to=command.only_to,
            until=command.until,
            words=command.words,
        )
    ]


def lift_conditions(state: State, command: LiftConditions, context: Context) -> Decision:
    """Only by whose condition it is: another cannot set aside what a supplier asked for its data."""
    condition = state.restrictions.conditions.get(command.condition)
    if not context.mine and (condition is None or condition.supplier != context.by.organisation):
        return none_of_yours(CONDITION, f"voorwaarde {command.condition}", context)
    if condition is None:
        return refuse(CONDITION, f"Voorwaarde {command.condition} is er niet, of is al opgeheven.", field="condition")
    if refusal := may_speak_for(CONDITION, condition.supplier, context):
        return refusal
    return [
        ConditionsLifted(
            at=context.now,
            by=context.by,
            condition=condition.number,
            supplier=condition.supplier,
            reason=command.reason,
        )
    ]


def _wrong_recipients(command: SetConditions, context: Context) -> Refusal | None:
    if command.not_to is not None and command.only_to is not None:
        return refuse(CONDITION, "Zeg aan wie het niet mag, of alleen aan wie; niet beide.", field="not_to")
    named = command.not_to or command.only_to
    if named is None:
        return None
    if not named.organisations and not named.roles:
        return refuse(CONDITION, "Noem een organisatie of een rol.", field="not_to")
    return unknown_organisation(context, *named.organisations)
