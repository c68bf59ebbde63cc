"""The half-yearly figures: each ZVH delivers them in the second week after the half-year is over (MON-1)."""

from collections.abc import Iterator
from datetime import date

from support.nation.fates import FIRST, LAST
from support.nation.regions import Region
from support.nation.telling import Telling, workday


def half_years() -> Iterator[tuple[str, date]]:
    """Those of the story, each with the first day after it."""
    for year in range(FIRST.year, LAST.year + 1):
        yield f"{year}H1", date(year, 7, 1)
        if year < LAST.year:
            yield f"{year}H2", date(year + 1, 1, 1)


def deliveries(nation: tuple[Region, ...], clients: int) -> list[Telling]:
    """One for every ZVH and half-year. It is about no case, and has a number of its own."""
    told = []
    for half_year, after in half_years():
        for region in nation:
            alias = f"figures-{half_year.lower()}-{region.zvh}"
            tale = Telling(alias, clients + 1 + len(told), region)
            day = workday(after.replace(day=7))
            tale.chair(day, 16, "DeliverFigures", "FiguresRequested", {"half_year": half_year})
            told.append(tale)
    return told
