"""MON-1, MON-2, BTL-1 for the nation: what the CLLA's organisation adds up from what each ZVH delivered. It never holds a case. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from levensloop.contracts.events.monitor import BottleneckReported, FiguresDelivered
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.monitoring import BREAKDOWNS, Figure, Frequency
from levensloop.contracts.roles import Role

Delivered = Mapping[str, FiguresDelivered]
"""ZVH → what it delivered last of one half-year."""


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """What is known of a sum. `suppressed`: at how many ZVHs it is not shown; without those `at_least` and `at_most` are equal.

    `at_most` is absent where nothing limits it.
    """

    figure: Figure
    at_least: int
    at_most: int | None
    suppressed: int


def latest(received: Iterable[tuple[str, FiguresDelivered]], half_year: str) -> dict[str, FiguresDelivered]:
    """Per sender the last edition of this half-year; `received` in the order of arrival, with who sent it."""
    found: dict[str, FiguresDelivered] = {}
    for sender, figures in received:
        if figures.half_year == half_year and (sender not in found or figures.edition >= found[sender].edition):
            found[sender] = figures
    return found


def add_up(delivered: Delivered) -> list[NationalFigure]:
    """Every figure, over the ZVHs that delivered."""
    values = [{value.figure: value.value for value in figures.figures} for figures in delivered.values()]
    return [_sum(figure, values) for figure in Figure]


def _sum(figure: Figure, values: list[dict[Figure, int | None]]) -> NationalFigure:
    shown = [value for of_zvh in values if (value := of_zvh.get(figure)) is not None]
    limits = [_most(figure, of_zvh) for of_zvh in values if of_zvh.get(figure) is None]
    known = [limit for limit in limits if limit is not None]
    at_most = sum(shown) + sum(known) if len(known) == len(limits) else None
    return NationalFigure(figure, sum(shown), at_most, len(limits))


def _most(figure: Figure, values: Mapping[Figure, int | None]) -> int | None:
    """What a suppressed part can be at most: its total, where that is shown, less the other parts that are shown."""
    for row in BREAKDOWNS:
        total = values.get(row.total)
        if figure in row.parts and total is not None:
            return total - sum(values.get(part) or 0 for part in row.parts)
    return None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a total over the ZVHs that show both: `part` of `total`, at `zvhs` of them."""

    figure: Figure
    of: Figure
    part: int
    total: int
    zvhs: int


def shares(delivered: Delivered) -> list[Share]:
    """For every part of a total; over nobody, where no ZVH shows both."""
    found = []
    for row in BREAKDOWNS:
        for part in row.parts:
            pairs = [
                (values[part], values[row.total])
                for figures in delivered.values()
                for values in [{value.figure: value.value for value in figures.figures}]
                if values.get(part) is not None and values.get(row.total) is not None
            ]
            both = [(p, t) for p, t in pairs if p is not None and t is not None]
            found.append(Share(part, row.total, sum(p for p, _ in both), sum(t for _, t in both), len(both)))
    return found


def cooperation(delivered: Delivered) -> dict[Role, dict[str, Counter[Frequency]]]:
    """Kind of partner → question → how many ZVHs gave which answer. About organisations, so nothing is suppressed (MON-2)."""
    found: dict[Role, dict[str, Counter[Frequency]]] = {}
    for figures in delivered.values():
        for answer in figures.cooperation:
            questions = found.setdefault(answer.role, {"takes_role": Counter(), "keeps_agreements": Counter()})
            questions["takes_role"][answer.takes_role] += 1
            questions["keeps_agreements"][answer.keeps_agreements] += 1
    return {role: found[role] for role in Role if role in found}


def categories(reported: Iterable[BottleneckReported]) -> Counter[BottleneckCategory]:
    """BTL-1: how often each category was reported."""
    return Counter(bottleneck.category for bottleneck in reported)
