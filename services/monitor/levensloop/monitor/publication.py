"""MON-1: what leaves the ZVH of its figures: small counts suppressed, also where subtraction would find them. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from levensloop.contracts.events.monitor import FiguresDelivered
from levensloop.contracts.monitoring import (
    BREAKDOWNS,
    INFLOWS,
    OUTFLOWS,
    Breakdown,
    Figure,
    FigureValue,
    next_half_year,
)
from levensloop.monitor.figures import Counted
from levensloop.monitor.suppression import Period, hidden_parts, hide_flows

ALONE = (Figure.DECLINED,)
"""Figures that are no part of anything."""


@dataclass(frozen=True, slots=True)
class Published:
    """Every figure, without a value where it is suppressed."""

    figures: tuple[FigureValue, ...]
    plan_median_days: int | None


def publish(
    counted: Callable[[str], Counted], half_year: str, delivered: Mapping[str, Collection[Figure]], small: int
) -> Published:
    """The figures of this half-year as they may leave. `delivered`: half-year → which figures of it are suppressed in what was
    delivered before; those of the half-years directly beside this one tell something about it."""
    now = counted(half_year)
    hidden = hidden_figures(counted, half_year, delivered, small)
    return Published(
        tuple(FigureValue(figure=f, value=None if f in hidden else now.values[f]) for f in Figure),
        None if Figure.PLANS in hidden else now.plan_median_days,
    )


def hidden_figures(
    counted: Callable[[str], Counted], half_year: str, delivered: Mapping[str, Collection[Figure]], small: int
) -> frozenset[Figure]:
    """Which figures are suppressed."""
    values = counted(half_year).values
    hidden = {figure for figure in ALONE if values[figure] < small}
    hidden |= _flows(counted, half_year, delivered, small)
    for row in BREAKDOWNS:
        if row.total is not Figure.OPEN_AT_END and values[row.total] < small:
            hidden.add(row.total)
        hidden |= set(row.parts) if row.total in hidden else _parts(row, values, small)
    return frozenset(hidden)


def _parts(row: Breakdown, values: Mapping[Figure, int], small: int) -> set[Figure]:
    parts: dict[Figure | None, int] = {part: values[part] for part in row.parts}
    if row.rest:
        parts[None] = values[row.total] - sum(parts.values())
    return {part for part in hidden_parts(parts, small) if part is not None}


def _flows(
    counted: Callable[[str], Counted], half_year: str, delivered: Mapping[str, Collection[Figure]], small: int
) -> frozenset[Figure]:
    """Of who came and went and who is there at the end: what may be known of the half-years beside this one counts along."""
    row = sorted({*_run(half_year, delivered), half_year})
    at = row.index(half_year)
    periods = [
        _period(counted(other), set() if other == half_year else set(delivered[other]), first=number == 0)
        for number, other in enumerate(row)
    ]
    return hide_flows(periods, at, small).hidden


def _run(half_year: str, delivered: Collection[str]) -> list[str]:
    """The half-years that were delivered, directly one after another, before this one and after it."""
    found = []
    following = next_half_year(half_year)
    while following in delivered:
        found.append(following)
        following = next_half_year(following)
    earlier = half_year
    for other in sorted((other for other in delivered if other < half_year), reverse=True):
        if next_half_year(other) != earlier:
            break
        found.append(other)
        earlier = other
    return found


def _period(counted: Counted, hidden: set[Figure], *, first: bool) -> Period[Figure]:
    values = counted.values
    inflows, outflows = {f: values[f] for f in INFLOWS}, {f: values[f] for f in OUTFLOWS}
    keys = {*inflows, *outflows, Figure.OPEN_AT_END}
    return Period(
        inflows,
        outflows,
        Figure.OPEN_AT_END,
        values[Figure.OPEN_AT_END],
        counted.before,
        frozenset(hidden & keys),
        before_unknown=first,
    )


def suppressed_in(delivered: FiguresDelivered) -> frozenset[Figure]:
    """Which figures have no value in what was delivered."""
    return frozenset(value.figure for value in delivered.figures if value.value is None)
