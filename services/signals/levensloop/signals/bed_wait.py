"""The way to a secure bed does not stand still: each step has a last day, and that it passed is said (BED-1, ALW-1)."""

from collections.abc import Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.decision import Context
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import SecureBedOverdue
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.signals.state import BedStatus, State

TIMER = "bed-step"

_WHAT = {
    BedStatus.REQUESTED: "beveiligd bed toewijzen, of op de wachtlijst zetten",
    BedStatus.WAITLISTED: "beveiligd bed toewijzen; nu op de wachtlijst",
    BedStatus.ASSIGNED: "opnemen op het toegewezen beveiligde bed",
}
"""How far it is → what is next."""


def deadlines(state: State) -> dict[str, datetime]:
    """From the request until the admission; not again once overdue, until the next step."""
    bed = state.bed
    if bed is None or bed.status not in _WHAT or bed.due is None or bed.overdue:
        return {}
    return {TIMER: end_of(bed.due)}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """Said once per step; what comes late is still taken."""
    due = deadlines(state).get(timer)
    if due is None or context.now < due or state.bed is None or state.bed.due is None or is_erased(state.bed.level):
        return []
    return [SecureBedOverdue(at=context.now, by=context.by, level=state.bed.level, due=state.bed.due)]


def agenda(state: State, me: str) -> list[AgendaItem]:
    """For the levensloopaanbieder, who coordinates scaling up and down; for the ZVH as long as there is none in the team."""
    bed, heads = state.bed, state.standing.heads
    if bed is None or bed.status not in _WHAT or bed.due is None:
        return []
    owner = heads.provider if heads is not None and state.standing.in_team(heads.provider) else me
    return [AgendaItem(_WHAT[bed.status], end_of(bed.due), owner, "BED-1", bed.overdue)]
