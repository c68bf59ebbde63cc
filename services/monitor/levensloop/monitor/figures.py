"""MON-1: the figures of a half-year, counted from the facts of all cases; exact, for the ZVH itself. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from levensloop.contracts.monitoring import OF_KIND, OF_LEVEL, Figure, first_day, last_day
from levensloop.monitor.facts import CaseFacts


@dataclass(frozen=True, slots=True)
class Counted:
    """`values` has every figure; `before` is how many clients there were at the begin, `plan_median_days` `None` without plans."""

    values: Mapping[Figure, int]
    before: int
    plan_median_days: int | None


def count(cases: Iterable[CaseFacts], half_year: str) -> Counted:
    """The figures of this half-year, up to and including its last day."""
    begin, end = first_day(half_year), last_day(half_year)
    found: Counter[Figure] = Counter()
    plan_days: list[int] = []
    before = 0
    for case in cases:
        facts = [fact for fact in case.facts if begin <= fact.day <= end]
        found.update(fact.figure for fact in facts)
        plan_days += [fact.days for fact in facts if fact.days is not None]
        found.update(_at_end(case, end))
        found.update(_escalations(case, begin, end))
        before += Figure.OPEN_AT_END in _at_end(case, begin - timedelta(days=1))
    days = int(median(plan_days) + 0.5) if plan_days else None
    return Counted({figure: found[figure] for figure in Figure}, before, days)


def _at_end(case: CaseFacts, end: date) -> list[Figure]:
    now = case.situation(end)
    if now is None or not now.open:
        return []
    parts = (
        (Figure.WITHOUT_HOUSING, now.without_housing),
        (Figure.VG_INDICATION, now.vg_indication),
        (Figure.IN_SECURE_BED, now.in_secure_bed),
    )
    return [Figure.OPEN_AT_END, *(figure for figure, holds in parts if holds)]


def _escalations(case: CaseFacts, begin: date, end: date) -> Iterable[Figure]:
    for escalation in case.escalations.values():
        if begin <= escalation.day <= end:
            yield from (Figure.ESCALATIONS, OF_KIND[escalation.kind], OF_LEVEL[escalation.highest(end)])
