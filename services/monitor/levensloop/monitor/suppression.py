"""Which counts are not shown: small ones, and those from which a small one could be found by subtraction (MON-1).

Exact, and pure. What anyone may be thought to know: every count that is shown, every equation between counts, that no count is
negative, and that what is shown is not small. Afterwards at least two values are possible for each count that is not shown.
A count of nobody is small too: otherwise what is not shown would be somebody for certain.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

OUTSIDE = -1
"""Where clients come from and go to."""


def hidden_parts(parts: Mapping[K, int], small: int) -> frozenset[K]:
    """Of the parts of a total that is shown: which are not. `parts` add up to it, so one alone is never hidden.

    Also for a reader who knows this function: small ones that are all as small, or as large, as they can be tell their values by
    their sum; then the smallest of the others is hidden with them, and what is equal to that one too, since which of equals was
    chosen would tell something.
    """
    hidden = {key for key, value in parts.items() if value < small}
    while hidden and len(hidden) < len(parts):
        total = sum(parts[key] for key in hidden)
        if len(hidden) > 1 and total not in (0, len(hidden) * (small - 1)):
            break
        least = min(value for key, value in parts.items() if key not in hidden)
        hidden |= {key for key, value in parts.items() if key not in hidden and value == least}
    return frozenset(hidden)


@dataclass(frozen=True, slots=True)
class Period(Generic[K]):
    """How a stock changes: what was there, and came, is what went, and is there at the end. `before`: at the begin.

    `hidden`: what of this is not shown; `before` is known, or not, as the end of the period that precedes it directly. Where
    that was never shown, `before_unknown`.
    """

    inflows: Mapping[K, int]
    outflows: Mapping[K, int]
    end: K
    stock: int
    before: int
    hidden: frozenset[K] = frozenset()
    before_unknown: bool = False

    @property
    def values(self) -> dict[K, int]:
        """All counts that may be shown."""
        return {**self.inflows, **self.outflows, self.end: self.stock}

    def hiding(self, key: K) -> "Period[K]":
        """This period with one more count not shown."""
        hidden = self.hidden | {key}
        return Period(self.inflows, self.outflows, self.end, self.stock, self.before, hidden, self.before_unknown)


@dataclass(frozen=True, slots=True)
class _Edge:
    """An unknown count as a stream of clients from one place to another: a period, by its number, or outside."""

    start: int
    to: int
    value: int
    guarded: bool


def hide_flows(periods: Sequence[Period[K]], at: int, small: int) -> Period[K]:
    """The period at this place, with what must not be shown of it.

    `periods` are consecutive ones; of the others it is fixed what was shown. Where hiding all small counts is not enough, the
    smallest that is still shown is hidden too, the stock last, until no count that is hidden can be found: here, nor in a
    period beside it.
    """
    now = periods[at]
    for key, value in now.values.items():
        if value < small:
            now = now.hiding(key)
    while exposed([*periods[:at], now, *periods[at + 1 :]], small):
        shown = [key for key in now.values if key not in now.hidden]
        if not shown:
            break  # what others showed long ago cannot be taken back
        now = now.hiding(min(shown, key=lambda key: (key == now.end, now.values[key])))
    return now


def exposed(periods: Sequence[Period[K]], small: int) -> bool:
    """Whether some count that is not shown has but one possible value.

    Each unknown is an edge; the equation of a period says that what enters it leaves it. An unknown can differ from what it is
    exactly when it lies on a circle of unknowns around which clients can be shifted, none becoming less than nobody.
    """
    edges = list(_edges(periods, small))
    return any(edge.guarded and not _can_differ(edge, edges) for edge in edges)


def _edges(periods: Sequence[Period[K]], small: int) -> Iterator[_Edge]:
    for number, period in enumerate(periods):
        if period.before_unknown:
            yield _Edge(OUTSIDE, number, period.before, period.before < small)
        for key, value in period.inflows.items():
            if key in period.hidden:
                yield _Edge(OUTSIDE, number, value, True)
        for key, value in period.outflows.items():
            if key in period.hidden:
                yield _Edge(number, OUTSIDE, value, True)
        if period.end in period.hidden:
            yield _Edge(number, number + 1 if number + 1 < len(periods) else OUTSIDE, period.stock, True)


def _can_differ(edge: _Edge, edges: Sequence[_Edge]) -> bool:
    """One more of it, if something brings that one back; or one less, if there is one and something else takes its place."""
    others = [other for other in edges if other is not edge]
    more = _reaches(edge.to, edge.start, others)
    return more or (edge.value > 0 and _reaches(edge.start, edge.to, others))


def _reaches(start: int, goal: int, edges: Sequence[_Edge]) -> bool:
    """Along unknowns that can be one more, or against those that can be one less."""
    seen, open_ = {start}, [start]
    while open_:
        here = open_.pop()
        if here == goal:
            return True
        for edge in edges:
            ways = [edge.to] if edge.start == here else []
            ways += [edge.start] if edge.to == here and edge.value > 0 else []
            for there in ways:
                if there not in seen:
                    seen.add(there)
                    open_.append(there)
    return False
