"""What the figures need to know of one case: what happened on which day, as this ZVH counts it. A pure fold of the case's events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from levensloop.contracts import standing
from levensloop.contracts.calendar import day_of, months_after
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, inclusion, plan, signals
from levensloop.contracts.housing import WITHOUT_HOUSING
from levensloop.contracts.impasse import EscalationKind, EscalationLevel
from levensloop.contracts.intake import WlzGround
from levensloop.contracts.monitoring import Figure
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import ACTIVE, Standing

VG = frozenset({WlzGround.INTELLECTUAL, WlzGround.MILD_INTELLECTUAL})
"""MON-1: the grounds of a Wlz indication that count as a VG indication."""


@dataclass(frozen=True, slots=True)
class Fact:
    """This counts once, on this day. `days`, of a plan: how many since the report."""

    day: date
    figure: Figure
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """How a case stands from this day on: whether this ZVH directs it and the client is included, and how the client is."""

    day: date
    open: bool = False
    without_housing: bool = False
    vg_indication: bool = False
    in_secure_bed: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """ESC-1: one that was started here: on which day, about what, and which table it reached when."""

    day: date
    kind: EscalationKind
    tables: tuple[tuple[date, EscalationLevel], ...]

    def highest(self, until: date) -> EscalationLevel:
        """The highest table that it reached by the end of this day."""
        return max((level for day, level in self.tables if day <= until), key=lambda level: level.height)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case. `facts` and `situations` in the order of the log; `escalations` by number."""

    standing: Standing = field(default_factory=Standing)
    reported_on: date | None = None
    review_overdue: bool = False
    facts: tuple[Fact, ...] = ()
    situations: tuple[Situation, ...] = ()
    escalations: Mapping[int, Escalation] = field(default_factory=lambda: MappingProxyType({}))

    def situation(self, on: date) -> Situation | None:
        """How the case stood at the end of this day; `None` where it was not here yet."""
        return next((found for found in reversed(self.situations) if found.day <= on), None)


def evolve(case: CaseFacts, recorded: Recorded[DomainEvent], me: str) -> CaseFacts:
    """One more event, on the day on which it was recorded: what is over for a half-year does not change by what comes later.

    Counted is what this ZVH recorded; what came along with a client who moved was counted where it happened.
    """
    event, day = recorded.event, day_of(recorded.event.at)
    before, after = case.standing, standing.evolve(case.standing, recorded)
    case = replace(case, standing=after)
    if isinstance(event, inclusion.ClientReported):
        case = replace(case, reported_on=day)
    if recorded.source == me:
        case = _escalation(case, event, day)
        for figure, days in _counted(case, event, day):
            case = replace(case, facts=(*case.facts, Fact(day, figure, days)))
    if flow := _flow(event, before, after, me):
        case = replace(case, facts=(*case.facts, Fact(day, flow)))
    case = _situation(case, event, day, open_=after.phase in ACTIVE and after.director == me)
    match event:
        case plan.ReviewOverdue():
            return replace(case, review_overdue=True)
        case plan.ReviewHeld():
            return replace(case, review_overdue=False)
    return case


def _flow(event: DomainEvent, before: Standing, after: Standing, me: str) -> Figure | None:
    """How the client came to, or went from, those whom this ZVH directs."""
    was = before.phase in ACTIVE and before.director == me
    is_ = after.phase in ACTIVE and after.director == me
    if was == is_:
        return None
    match event:
        case inclusion.ClientIncluded():
            return Figure.INCLUDED
        case handover.DirectionTransferred():
            return Figure.MOVED_IN if is_ else Figure.MOVED_OUT
        case inclusion.ClientExcluded():
            return Figure.EXCLUDED
        case inclusion.ClientDied():
            return Figure.DIED
    return Figure.INCLUDED if is_ else Figure.WITHDRAWN


def _counted(case: CaseFacts, event: DomainEvent, day: date) -> list[tuple[Figure, int | None]]:
    match event:
        case inclusion.InclusionDeclined():
            return [(Figure.DECLINED, None)]
        case plan.PlanEstablished() if case.reported_on is not None:
            within = [(Figure.PLANS_WITHIN_MONTH, None)] if day <= months_after(case.reported_on, 1) else []
            return [(Figure.PLANS, (day - case.reported_on).days), *within]
        case plan.ReviewHeld() if not case.review_overdue:
            return [(Figure.REVIEWS, None), (Figure.REVIEWS_ON_TIME, None)]
        case plan.ReviewOverdue():
            return [(Figure.REVIEWS, None), (Figure.REVIEWS_LATE, None)]
    return []


def _escalation(case: CaseFacts, event: DomainEvent, day: date) -> CaseFacts:
    match event:
        case signals.EscalationStarted(escalation=number, kind=kind, level=level):
            started = Escalation(day, kind, ((day, level),))
        case signals.EscalationRaised(escalation=number, level=level) if number in case.escalations:
            known = case.escalations[number]
            started = replace(known, tables=(*known.tables, (day, level)))
        case _:
            return case
    return replace(case, escalations={**case.escalations, number: started})


def _situation(case: CaseFacts, event: DomainEvent, day: date, *, open_: bool) -> CaseFacts:
    """A client in a shielded or closed case keeps what was known; it is not counted then."""
    known = case.situations[-1] if case.situations else Situation(day)
    now = replace(known, day=day, open=open_)
    match event:
        case plan.SituationAssessed(housing=housing) | plan.ReviewHeld(housing=housing) if housing is not None:
            now = replace(now, without_housing=housing in WITHOUT_HOUSING)
        case plan.WlzChecked(indicated=indicated, ground=ground):
            now = replace(now, vg_indication=indicated and ground in VG)
        case signals.AdmittedToSecureBed():
            now = replace(now, in_secure_bed=True)
        case signals.ReleasedFromSecureBed():
            now = replace(now, in_secure_bed=False)
    if case.situations and replace(now, day=known.day) == known:
        return case
    return replace(case, situations=(*case.situations, now))
