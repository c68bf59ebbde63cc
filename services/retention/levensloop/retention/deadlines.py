"""The terms of retention, at every ZVH that has a copy of the case, whoever directs it; and what people must do about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from levensloop.contracts.calendar import end_of
from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import ExtensionOverdue, QuarterExpired, ReturnEnded
from levensloop.contracts.retention import DestructionGround
from levensloop.contracts.standing import CLOSED, Phase, shielded
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.retention.domain import ordered
from levensloop.retention.state import State

AHEAD = timedelta(days=183)
"""How long before data is destroyed the agenda says so: time enough to extend, where there is a ground. Default."""

QUARTER, CASE, ANNOUNCED, RETURN, _SUPPLIER = "quarter", "case", "announced", "return", "extension-"


def acts(state: State, me: str) -> bool:
    """Wherever there is anything of it: the copy of an earlier ZVH has the same clock (MOV-7), so has an identity that was presented."""
    return state.destruction is None


def deadlines(state: State, me: str) -> dict[str, datetime]:
    """Timer → when it is due (UTC): of the quarter that is first, of the case as a whole once nobody here works with it, and of each
    supplier that was asked; and of an announced destruction, when it begins."""
    if state.destruction is not None:
        return {}
    clock, quarters = state.clock, state.clock.quarters(me)
    running = {QUARTER: min(quarters.values())} if quarters else {}
    if clock.last is not None and _only_kept(state, me):
        running[CASE] = clock.due(clock.last)
    if state.standing.returned and state.back_until is not None:
        running[RETURN] = end_of(state.back_until)
    if state.announced is not None and state.announced.zvh == me and shielded(state.standing, me) is not None:
        running[ANNOUNCED] = end_of(state.announced.due)
    waits = state.proposal.waits_for.items() if state.proposal else ()
    return running | {f"{_SUPPLIER}{s}": end_of(asked.due) for s, asked in waits if not asked.overdue}


def _only_kept(state: State, me: str) -> bool:
    """Closed, moved away, or never more than presented here."""
    return shielded(state.standing, me) is not None or state.standing.phase in CLOSED | {Phase.NONE}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """What a term that is over leads to; an early, late or double timer does no harm."""
    due = deadlines(state, context.me).get(timer)
    if due is None or context.now < due:
        return []
    at, by = context.now, context.by
    if timer == CASE:
        return [ordered(context, DestructionGround.TERM_OVER)]
    if timer == ANNOUNCED:
        return [ordered(context, DestructionGround.NO_LONGER_NEEDED)]
    if timer == RETURN:
        return [ReturnEnded(at=at, by=by)]
    if timer == QUARTER:
        over = [quarter for quarter, moment in state.clock.quarters(context.me).items() if moment <= context.now]
        return [QuarterExpired(at=at, by=by, quarter=quarter, destruction=uuid4()) for quarter in sorted(over)]
    assert state.proposal is not None  # else there were no such timer
    supplier = timer.removeprefix(_SUPPLIER)
    return [ExtensionOverdue(at=at, by=by, proposal=state.proposal.number, supplier=supplier)]


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """Who must answer, and what is going to be destroyed."""
    items = []
    for timer, what in ((QUARTER, "oudste gegevens"), (CASE, "hele casus")):
        if timer in running:
            text = f"{what} vernietigd, tenzij verlengd wordt"
            items.append(AgendaItem(text, running[timer], me, "WGS-1.8-7", ahead=AHEAD))
    if ANNOUNCED in running:
        text = "casus vernietigd, tenzij een publieke deelnemer dat intrekt"
        told = {me, *state.suppliers, *state.standing.team}
        items += [AgendaItem(text, running[ANNOUNCED], owner, "WGS-1.8-7") for owner in sorted(told)]
    if RETURN in running:
        items.append(AgendaItem("gesloten casus weer afgeschermd", running[RETURN], me, "WGS-2.31-8"))
    for supplier, asked in state.proposal.waits_for.items() if state.proposal else ():
        what = "antwoorden of gegevens langer bewaard mogen worden"
        what = what if asked.owner == supplier else f"{what}, voor {supplier}"
        items.append(AgendaItem(what, end_of(asked.due), asked.owner, "WGS-1.8-7", asked.overdue))
    return items


def agenda_elsewhere(state: State, me: str) -> list[AgendaItem]:
    """Of a destroyed case, which nobody directs: who has not said that its copy is gone, all in one."""
    found = state.destruction
    if found is None or found.due is None or not found.waiting:
        return []
    what = "vernietigde casus: wie nog niet bevestigde dat de eigen kopie weg is"
    return [AgendaItem(what, end_of(found.due), me, "WGS-1.8-7", waiting=tuple(sorted(found.waiting)))]
