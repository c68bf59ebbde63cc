"""What handover decides: command type → function. Who may ask it, and in which phase, is in contracts.admission."""

from collections.abc import Callable, Mapping
from typing import Any

from levensloop.contracts.commands import handover as commands
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.handover import (
    DirectionTransferred,
    HandoverAccepted,
    IdentityPresented,
    JointMeetingHeld,
    MoveAnnounced,
)
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.terms import IDENTITY
from levensloop.contracts.vocabulary import Heads
from levensloop.handover.cancel import cancel
from levensloop.handover.labels import withdraw_all
from levensloop.handover.release import answer_identity, answer_supplier, waits_for
from levensloop.handover.state import Move, State


def announce(state: State, command: commands.AnnounceMove, context: Context) -> Decision:
    """MOV-1: to another ZVH, one move at a time. Numbers run on over the life of the case. Only the identity travels at first."""
    if refusal := unknown_organisation(context, command.to_zvh):
        return refusal
    if context.organisations[command.to_zvh].role is not Role.ZVH or command.to_zvh == context.me:
        return refuse("MOV-1", f"{command.to_zvh} is geen ander Zorg- en Veiligheidshuis.", field="to_zvh")
    if state.running:
        return refuse("MOV-1", f"De casus verhuist al naar {state.running.to_zvh}.", to_zvh=state.running.to_zvh)
    if command.planned_on < context.today:
        return refuse("MOV-1", f"De beoogde dag {command.planned_on:%d-%m-%Y} is voorbij.", field="planned_on")
    if state.person is None:
        return refuse("MOV-1", "Van deze casus is niet vastgelegd om wie het gaat.")
    if is_erased(state.person.name):
        return refuse(
            "WGS-1.8-7", "Om wie het gaat is vijf jaar na de melding vernietigd, en is niet opnieuw vastgelegd."
        )
    move, at, by = state.standing.moves + 1, context.now, context.by
    announced = MoveAnnounced(
        at=at,
        by=by,
        move=move,
        from_zvh=context.me,
        to_zvh=command.to_zvh,
        reason=command.reason,
        planned_on=command.planned_on,
    )
    due = context.due(IDENTITY)
    presented = IdentityPresented(
        at=at, by=by, move=move, from_zvh=context.me, to_zvh=command.to_zvh, person=state.person, due=due
    )
    return [announced, presented]


def accept(state: State, command: commands.AcceptHandover, context: Context) -> Decision:
    """MOV-5, by the receiving ZVH once it has the case (MOV-2). The same again changes nothing, other heads replace."""
    move = state.running
    if move is None or move.to_zvh != context.me:
        return refuse("MOV-5", f"Deze casus verhuist niet naar {context.me}.")
    if refusal := _unfit(command.heads, context):
        return refusal
    if move.received is None:
        return refuse("MOV-2", f"De casus is nog niet heel aangekomen van {move.from_zvh}.", from_zvh=move.from_zvh)
    if move.accepted == command.heads:
        return []
    return [HandoverAccepted(at=context.now, by=context.by, move=move.number, heads=command.heads)]


def _unfit(heads: Heads, context: Context) -> Refusal | None:
    """Why these organisations cannot carry the case in this region."""
    needed = {
        "provider": (heads.provider, Role.LEVENSLOOPAANBIEDER),
        "municipality": (heads.municipality, Role.GEMEENTE),
    }
    for field, (organisation, role) in needed.items():
        if refusal := unknown_organisation(context, organisation):
            return refusal
        found = context.organisations[organisation]
        if (found.role, found.zvh) != (role, context.me):
            dutch = ROLES[role].dutch
            return refuse("MOV-5", f"{organisation} is geen {dutch} in de regio van {context.me}.", field=field)
    return None


def meet(state: State, command: commands.HoldJointMeeting, context: Context) -> Decision:
    """MOV-4: both ZVHs are at the table."""
    move = state.running
    if move is None:
        return refuse("MOV-4", "Er loopt geen verhuizing; een gezamenlijk overleg hoort daarbij.")
    if refusal := unknown_organisation(context, *command.participants):
        return refusal
    for zvh in (move.from_zvh, move.to_zvh):
        if zvh not in command.participants:
            return refuse("MOV-4", f"Bij het gezamenlijk overleg ontbreekt {zvh}.", field="participants")
    return [
        JointMeetingHeld(
            at=context.now,
            by=context.by,
            move=move.number,
            participants=command.participants,
            agreements=command.agreements,
        )
    ]


def transfer(state: State, command: commands.TransferDirection, context: Context) -> Decision:
    """MOV-5: once the receiver accepted, both met (MOV-4), and the receiver has all that was sent (MOV-2).

    MOV-7: the labels of this region are withdrawn by the same decision, before the transfer, so that this travels too.
    """
    move = state.running
    if move is None:
        return refuse("MOV-5", "Er loopt geen verhuizing.")
    if not move.released:
        return _incomplete(move)
    if move.accepted is None:
        return refuse("MOV-5", f"{move.to_zvh} heeft de overdracht nog niet aanvaard.", to_zvh=move.to_zvh)
    if not move.meetings:
        return refuse("MOV-4", "Er is nog geen gezamenlijk overleg gehouden.")
    if move.sent is None or not move.whole:
        return _held(move) or _incomplete(move)
    return [
        *withdraw_all(state.labels, context),
        DirectionTransferred(
            at=context.now,
            by=context.by,
            move=move.number,
            from_zvh=move.from_zvh,
            to_zvh=move.to_zvh,
            heads=move.accepted,
            count=move.sent.last.count,
            digest=move.sent.last.digest,
        ),
    ]


def _held(move: Move) -> Refusal | None:
    """WGS 2.28(4): who directs knows who supplied what, and it alone is told."""
    if not move.lacks:
        return None
    waits = f"Wat na de vrijgave is geleverd gaat nog niet naar {move.to_zvh}: {_waits_for(move)}."
    return refuse("MOV-1", waits, to_zvh=move.to_zvh)


def _incomplete(move: Move) -> Refusal:
    if move.sent is None:
        waits = f"De casus is nog niet vrijgegeven voor {move.to_zvh}: {_waits_for(move)}."
        return refuse("MOV-1", waits, to_zvh=move.to_zvh)
    received, sent = (move.received.count if move.received else 0), move.sent.last.count
    counts = {"received": str(received), "sent": str(sent)}
    if move.received is not None and not move.sent.confirms(move.received):
        message = f"Wat {move.to_zvh} ontving wijkt af van wat is verstuurd, bij gebeurtenis {received} van {sent}."
        return refuse("MOV-2", message, **counts)
    return refuse("MOV-2", f"{move.to_zvh} heeft {received} van de {sent} gebeurtenissen ontvangen.", **counts)


def _waits_for(move: Move) -> str:
    """The suppliers that did not agree, or else, before the release, the other ZVH (MOV-1)."""
    asked_of = waits_for(move)
    waits = [
        f"{supplier} stemde niet in"
        if asked.agreed is False
        else f"{supplier} antwoordt uiterlijk {asked.due:%d-%m-%Y}"
        for supplier, asked in asked_of.items()
    ]
    waits += [f"{supplier} wordt nog gevraagd" for supplier in move.lacks if supplier not in asked_of]
    return ", ".join(waits) or f"{move.to_zvh} zei nog niet of het hit of geen hit is"


DECISIONS: Mapping[type[CommandData], Callable[[State, Any, Context], Decision]] = {
    commands.AnnounceMove: announce,
    commands.AnswerIdentity: answer_identity,
    commands.AnswerSupplierRequest: answer_supplier,
    commands.AcceptHandover: accept,
    commands.HoldJointMeeting: meet,
    commands.CancelMove: cancel,
    commands.TransferDirection: transfer,
}


def decide(state: State, command: CommandData, context: Context) -> Decision:
    """Events or a refusal. Pure."""
    return DECISIONS[type(command)](state, command, context)
