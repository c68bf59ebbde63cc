"""The words of figures and money: half-years, what is counted, cooperation, who pays (MON-1, MON-2, FIN-1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import StringConstraints

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import Value
from levensloop.contracts.impasse import EscalationKind, EscalationLevel
from levensloop.contracts.roles import Role

HALF_YEAR = r"^(19|20|21)\d{2}H[12]$"

HalfYear = Annotated[str, StringConstraints(pattern=HALF_YEAR)]
"""`2026H1`: January to June; `2026H2`: July to December. In this form they sort by time."""

SMALL_COUNT = 5
"""MON-1: counts below this are suppressed, unless a ZVH has a number of its own (S0; default)."""


def is_half_year(text: str) -> bool:
    """Whether this names a half-year."""
    return re.match(HALF_YEAR, text) is not None


def half_year_of(day: date) -> str:
    """The half-year in which this day falls."""
    return f"{day.year}H{1 if day.month <= 6 else 2}"


def first_day(half_year: str) -> date:
    """The first day of a half-year."""
    return date(int(half_year[:4]), 1 if half_year[5] == "1" else 7, 1)


def last_day(half_year: str) -> date:
    """The last day of a half-year."""
    return first_day(next_half_year(half_year)) - timedelta(days=1)


def next_half_year(half_year: str) -> str:
    """The one that follows on it."""
    year, half = int(half_year[:4]), half_year[5]
    return f"{year}H2" if half == "1" else f"{year + 1}H1"


class Figure(StrEnum):
    """MON-1: what is counted. docs/figures.md tells which recorded facts count as what."""

    INCLUDED = "included"
    DECLINED = "declined"
    MOVED_IN = "moved-in"
    MOVED_OUT = "moved-out"
    EXCLUDED = "excluded"
    DIED = "died"
    WITHDRAWN = "withdrawn"
    OPEN_AT_END = "open-at-end"
    WITHOUT_HOUSING = "without-housing"
    VG_INDICATION = "vg-indication"
    IN_SECURE_BED = "in-secure-bed"
    PLANS = "plans"
    PLANS_WITHIN_MONTH = "plans-within-month"
    REVIEWS = "reviews"
    REVIEWS_ON_TIME = "reviews-on-time"
    REVIEWS_LATE = "reviews-late"
    ESCALATIONS = "escalations"
    THREATENED_HOMELESSNESS = "escalations-threatened-homelessness"
    HOMELESSNESS = "escalations-homelessness"
    STUCK = "escalations-stuck"
    CASE_TABLE = "escalations-case-table"
    TASKFORCE_ZORGKANTOOR = "escalations-taskforce-zorgkantoor"
    COMPLEX_REGIONAL_TABLE = "escalations-complex-regional-table"
    ZVH_ESCALATION_TABLE = "escalations-zvh-escalation-table"
    NATIONAL_DESK = "escalations-national-desk"


OF_KIND: Mapping[EscalationKind, Figure] = MappingProxyType({k: Figure(f"escalations-{k}") for k in EscalationKind})
OF_LEVEL: Mapping[EscalationLevel, Figure] = MappingProxyType({v: Figure(f"escalations-{v}") for v in EscalationLevel})

INFLOWS = (Figure.INCLUDED, Figure.MOVED_IN)
"""What adds a client to those whom a ZVH directs."""

OUTFLOWS = (Figure.EXCLUDED, Figure.DIED, Figure.WITHDRAWN, Figure.MOVED_OUT)
"""What takes a client away from them."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of a total. `rest`: they do not add up to it; what is left over is not shown, but counts as a part."""

    total: Figure
    parts: tuple[Figure, ...]
    rest: bool = False


BREAKDOWNS = (
    Breakdown(Figure.OPEN_AT_END, (Figure.WITHOUT_HOUSING,), rest=True),
    Breakdown(Figure.OPEN_AT_END, (Figure.VG_INDICATION,), rest=True),
    Breakdown(Figure.OPEN_AT_END, (Figure.IN_SECURE_BED,), rest=True),
    Breakdown(Figure.PLANS, (Figure.PLANS_WITHIN_MONTH,), rest=True),
    Breakdown(Figure.REVIEWS, (Figure.REVIEWS_ON_TIME, Figure.REVIEWS_LATE)),
    Breakdown(Figure.ESCALATIONS, tuple(OF_KIND.values())),
    Breakdown(Figure.ESCALATIONS, tuple(OF_LEVEL.values())),
)
"""MON-1: which figures are parts of which."""


class Frequency(StrEnum):
    """MON-2: the scale of the survey of S0, annex 2."""

    ALWAYS = "always"
    MOSTLY = "mostly"
    SOMETIMES = "sometimes"
    MOSTLY_NOT = "mostly-not"
    NEVER = "never"


class Payer(StrEnum):
    """FIN-1: who pays the coordination (S1, 2.5); DJI pays for the municipalities too."""

    DJI = "dji"
    HEALTH_INSURER = "health-insurer"


class FigureValue(Value):
    """MON-1: one figure; no value where it is suppressed."""

    figure: Annotated[Figure, holds(Category.PROCESS, "What is counted")]
    value: Annotated[int | None, holds(Category.PROCESS, "How many; absent: suppressed")] = None


class Cooperation(Value):
    """MON-2: what a ZVH says of one kind of partner."""

    role: Annotated[Role, holds(Category.PROCESS, "Kind of partner")]
    takes_role: Annotated[Frequency, holds(Category.PROCESS, "Whether it takes its role when it is its turn")]
    keeps_agreements: Annotated[Frequency, holds(Category.PROCESS, "Whether it keeps what was agreed")]
