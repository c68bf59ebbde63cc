"""MOV-6: a move falls through, by decision or because the case ends. Nothing changes hands."""

from levensloop.contracts.commands.handover import CancelMove
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import IdentityWithdrawn, MoveCancelled
from levensloop.contracts.refusal import refuse
from levensloop.handover.state import Move, State


def cancel(state: State, command: CancelMove, context: Context) -> Decision:
    """By the ZVH that hands over, in every state of the move before the transfer."""
    move = state.running
    if move is None or move.from_zvh != context.me:
        return refuse("MOV-6", "Er loopt geen verhuizing om in te trekken.")
    return _cancelled(state, move, command.reason, context)


def closed(state: State, move: Move, context: Context) -> list[DomainEvent]:
    """The case ended while it moved: the client died, or the report was a mistake."""
    return _cancelled(state, move, f"De casus is gesloten: {PHASES[state.standing.phase]}.", context)


def _cancelled(state: State, move: Move, reason: str, context: Context) -> list[DomainEvent]:
    """The reason may say more of the client than the receiver may know: as long as the case was not released, it only hears
    that it need not answer (MOV-1). So too while something is held, for the end stands behind that (WGS 2.28(4))."""
    at, by = context.now, context.by
    between = {"move": move.number, "from_zvh": move.from_zvh, "to_zvh": move.to_zvh}
    cancelled = MoveCancelled(at=at, by=by, reason=reason, **between)
    if state.presented is None or (move.released and not move.sending.held):
        return [cancelled]
    return [cancelled, IdentityWithdrawn(at=at, by=by, **between)]
