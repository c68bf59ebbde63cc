"""What retention decides. Who may ask it, and in which phase, is in contracts.admission."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from levensloop.contracts.commands import retention as commands
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.retention import CopyDestroyed, DestructionOrdered
from levensloop.contracts.refusal import refuse
from levensloop.contracts.retention import DestructionGround
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import CLOSED
from levensloop.retention.announcing import announce, withdraw
from levensloop.retention.extension import answer, propose
from levensloop.retention.state import State


def destroy(state: State, command: commands.DestroyCase, context: Context) -> Decision:
    return announce(state.announced, state.standing, command, context)


def withdraw_destruction(state: State, command: commands.WithdrawDestruction, context: Context) -> Decision:
    return withdraw(state.announced, command, context)


def ordered(context: Context, ground: DestructionGround, told_by: str | None = None) -> DestructionOrdered:
    """The number is random, so that the proof under it leads to no case."""
    return DestructionOrdered(at=context.now, by=context.by, destruction=uuid4(), ground=ground, told_by=told_by)


def confirm(state: State, command: commands.ConfirmDestruction, context: Context) -> Decision:
    """By who has the copy, or by the procesregisseur for one that cannot say it here. Again changes nothing."""
    place, found = command.place or context.by.organisation, state.destruction
    if place != context.by.organisation:
        if not context.mine:
            return refuse(
                "WGS-1.8-7", "Alleen het Zorg- en Veiligheidshuis kan dit voor een ander vastleggen.", field="place"
            )
        if place == context.me:
            return refuse("WGS-1.8-7", f"Wat {place} zelf had, is vernietigd en staat in het bewijs.", field="place")
    elif context.mine:
        return refuse("WGS-1.8-7", "Noem de organisatie die haar kopie heeft vernietigd.", field="place")
    if found is None or place not in found.waiting:
        return unknown_organisation(context, place) or []
    return [CopyDestroyed(at=context.now, by=context.by, place=place, entries=command.entries)]


def extend(state: State, command: commands.ExtendRetention, context: Context) -> Decision:
    """WGS 1.8(7): the suppliers are asked; what the ZVH itself and other ZVHs recorded is not theirs to keep back."""
    standing = state.standing
    if command.back and (standing.phase not in CLOSED or standing.director != context.me):
        message = "Alleen een gesloten casus kan weer te zien zijn, bij het Zorg- en Veiligheidshuis dat de regie had."
        return refuse("WGS-2.31-8", message, field="back")
    zvhs = {o.id for o in context.organisations.values() if o.role is Role.ZVH}
    return propose(state.proposal, sorted(state.suppliers - zvhs), command, context)


def answer_extension(state: State, command: commands.AnswerExtension, context: Context) -> Decision:
    return answer(state.proposal, command, context)


DECISIONS: Mapping[type[CommandData], Callable[[State, Any, Context], Decision]] = {
    commands.DestroyCase: destroy,
    commands.WithdrawDestruction: withdraw_destruction,
    commands.ExtendRetention: extend,
    commands.AnswerExtension: answer_extension,
    commands.ConfirmDestruction: confirm,
}


def decide(state: State, command: CommandData, context: Context) -> Decision:
    """Events or a refusal."""
    return DECISIONS[type(command)](state, command, context)
