"""What disclosure decides: command type → function. Who may ask it, and in which phase, is in contracts.admission."""

from collections.abc import Callable, Mapping
from typing import Any

from levensloop.contracts.commands import disclosure as commands
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import CommandData
from levensloop.disclosure import conditions, objections, rectifying, refusing
from levensloop.disclosure.state import State

DECISIONS: Mapping[type[CommandData], Callable[[State, Any, Context], Decision]] = {
    commands.RefuseProvision: refusing.refuse_provision,
    commands.SetConditions: conditions.set_conditions,
    commands.LiftConditions: conditions.lift_conditions,
    commands.ObjectToDisclosure: objections.object_to_disclosure,
    commands.WithdrawObjection: objections.withdraw_objection,
    commands.RectifyDatum: rectifying.rectify_datum,
}


def decide(state: State, command: CommandData, context: Context) -> Decision:
    """Events or a refusal. Pure."""
    return DECISIONS[type(command)](state, command, context)
