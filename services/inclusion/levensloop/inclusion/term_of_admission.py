"""The terms of an admission: to object, to agree, and its last day (WGS 1.7(2)(3), 2.31(9)). None of them passes unseen (ALW-1)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.third_parties import (
    AdmissionAgreementOverdue,
    AdmissionObjectionTermEnded,
    ThirdPartyAdmissionExpired,
)
from levensloop.contracts.standing import ACTIVE
from levensloop.contracts.third_party import Admission
from levensloop.inclusion import owed
from levensloop.inclusion.admitting import parting
from levensloop.inclusion.state import State
from levensloop.infra.messaging.agenda import AgendaItem


def deadlines(state: State, me: str) -> dict[str, datetime]:
    """Timer → when its last day is over (UTC), and those of feedback. Only where the case is directed, while it is active."""
    if state.standing.phase not in ACTIVE or state.standing.director != me:
        return {}
    found = {timer: end_of(day) for admission in _running(state) for timer, day in _days(admission).items()}
    return found | owed.deadlines(state.feedback)


def _running(state: State) -> list[Admission]:
    return [admission for admission in state.standing.admissions.values() if not admission.ended]


def _days(admission: Admission) -> Mapping[str, date]:
    number, last = admission.number, admission.decided.object_before
    days = {f"admission-{number}": admission.decided.until}
    if not admission.heard and last is not None:
        days[f"objection-{number}"] = last
    asked = admission.agreements.items()
    return days | {f"agreement-{number}-{o}": a.due for o, a in asked if a.agreed is None and not a.overdue}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """An early, late or double timer does no harm: the state tells what is over by now."""
    due = deadlines(state, context.me).get(timer)
    if due is None or context.now < due:
        return []
    for admission in _running(state):
        if timer in _days(admission):
            return _over(state, admission, timer, context)
    return owed.expire(state.feedback, timer, context)


def _over(state: State, admission: Admission, timer: str, context: Context) -> Sequence[DomainEvent]:
    at, by, number, decided = context.now, context.by, admission.number, admission.decided
    if timer.startswith("admission-"):
        ended = ThirdPartyAdmissionExpired(
            at=at, by=by, admission=number, organisation=admission.organisation, until=decided.until
        )
        return [ended, *parting(state, admission, "De toelating is verlopen.", context)]
    if timer.startswith("objection-") and decided.object_before is not None:
        return [
            AdmissionObjectionTermEnded(
                at=at, by=by, admission=number, object_before=decided.object_before, objected=admission.objections
            )
        ]
    supplier = timer.removeprefix(f"agreement-{number}-")
    due = admission.agreements[supplier].due
    return [AdmissionAgreementOverdue(at=at, by=by, admission=number, supplier=supplier, due=due)]


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """What an admission waits for and who must act; that one that is in effect ends; feedback that is to come."""
    if state.standing.phase not in ACTIVE or state.standing.director != me:
        return []
    items = [item for admission in _running(state) for item in _items(admission, me)]
    return [*items, *owed.agenda(state.feedback, me)]


def _items(admission: Admission, me: str) -> Iterator[AgendaItem]:
    who, decided = admission.organisation, admission.decided
    last_day = end_of(decided.until)
    if admission.in_effect:
        yield AgendaItem(f"toelating van {who} loopt af: laat gaan of laat opnieuw toe", last_day, me, "WGS-2.31-9")
    else:
        yield AgendaItem(f"toelating van {who}: {_waits_for(admission)}", last_day, me, "WGS-1.7-2")
    if not admission.heard and decided.object_before is not None:
        what = f"bezwaar tegen de toelating van {who} kan nog"
        yield AgendaItem(what, end_of(decided.object_before), me, "WGS-1.7-2")
    for supplier, asked in admission.agreements.items():
        if asked.agreed is None:
            what = f"instemmen met verstrekking aan {who}"
            what = what if asked.owner == supplier else f"{what}, voor {supplier}"
            yield AgendaItem(what, end_of(asked.due), asked.owner, "WGS-1.7-3", asked.overdue)


def _waits_for(admission: Admission) -> str:
    if admission.objections:
        return f"bezwaar van {', '.join(admission.objections)}; overleg, of trek haar in"
    if admission.disagreeing:
        return f"wacht op instemming van {', '.join(admission.disagreeing)}"
    return "wacht op de termijn voor bezwaar"
