"""The terms of a move, and what must be done in it: identity and suppliers to answer (MOV-1), the day of the transfer (MOV-5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import IdentityOverdue, MoveOverdue, SupplierAgreementOverdue
from levensloop.contracts.standing import ACTIVE
from levensloop.handover.release import unanswered, waits_for
from levensloop.handover.state import Move, State
from levensloop.infra.messaging.agenda import AgendaItem

IDENTITY, MOVE, _SUPPLIER = "identity", "move", "supplier-"


def _handing_over(state: State, me: str) -> Move | None:
    """The move that this ZVH has to bring to an end: who directs watches, alone (MOV-5)."""
    move = state.running
    here = move is not None and move.from_zvh == me and state.standing.phase in ACTIVE
    return move if here else None


def deadlines(state: State, me: str) -> dict[str, datetime]:
    """Timer → when its last day is over (UTC). Each stops by its answer, and all by the end of the move."""
    move, identity = _handing_over(state, me), state.presented
    if move is None:
        return {}
    running = {} if move.overdue else {MOVE: end_of(move.planned_on)}
    if identity is not None and identity.waits and not identity.overdue:
        running[IDENTITY] = end_of(identity.due)
    late = {f"{_SUPPLIER}{o}": end_of(asked.due) for o, asked in unanswered(move).items() if not asked.overdue}
    return running | late


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """Overdue, said once per term; an early, late or double timer does no harm."""
    due, move = deadlines(state, context.me).get(timer), state.running
    if move is None or due is None or context.now < due:
        return []
    at, by, number = context.now, context.by, move.number
    if timer == MOVE:
        return [MoveOverdue(at=at, by=by, move=number, planned_on=move.planned_on)]
    if timer == IDENTITY and state.identity is not None:
        return [IdentityOverdue(at=at, by=by, move=number, to_zvh=move.to_zvh, due=state.identity.due)]
    supplier = timer.removeprefix(_SUPPLIER)
    last_day = move.asked[supplier].due
    return [SupplierAgreementOverdue(at=at, by=by, move=number, supplier=supplier, due=last_day)]


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """At the ZVH that hands over: what it waits for, with who must answer, and the transfer itself."""
    move, identity = _handing_over(state, me), state.presented
    if move is None:
        return []
    items = [AgendaItem(f"regie overdragen aan {move.to_zvh}", end_of(move.planned_on), me, "MOV-5", move.overdue)]
    if identity is not None and identity.waits:
        what = "identiteit beantwoorden: hit of geen hit"
        items.append(AgendaItem(what, end_of(identity.due), move.to_zvh, "MOV-1", identity.overdue))
    for supplier, asked in waits_for(move).items():
        due = end_of(asked.due)
        if asked.agreed is None:
            what = f"instemmen met verstrekking aan {move.to_zvh}"
            what = what if asked.owner == supplier else f"{what}, voor {supplier}"
            items.append(AgendaItem(what, due, asked.owner, "MOV-1", asked.overdue))
        else:
            what = f"{supplier} stemt niet in: overleg, of trek de verhuizing in"
            # it answered in time; until the day of the transfer the ZVH can find a way
            items.append(AgendaItem(what, end_of(move.planned_on), me, "MOV-1", move.overdue))
    return items


def agenda_elsewhere(state: State, me: str) -> list[AgendaItem]:
    """At the ZVH that receives, though another directs: the identity to answer, and the handover to accept."""
    identity, move = state.identity, state.running
    items = []
    if identity is not None and identity.to_zvh == me and identity.waits:
        what = f"identiteit beantwoorden voor {identity.from_zvh}: hit of geen hit"
        items.append(AgendaItem(what, end_of(identity.due), me, "MOV-1", identity.overdue))
    if move is not None and move.to_zvh == me and move.released and move.accepted is None:
        what = f"overdracht van {move.from_zvh} aanvaarden"
        items.append(AgendaItem(what, end_of(move.planned_on), me, "MOV-5", move.overdue))
    return items
