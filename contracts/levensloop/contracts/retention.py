"""How long data is kept, from its first processing; why a case is destroyed, and what keeps data longer than its term (WGS 1.8(7))."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from levensloop.contracts.calendar import day_of, months_after

MONTHS = 60
"""WGS 1.8(7): at the latest. No ZVH may choose another."""


def last_day(first: datetime, until: date | None = None) -> date:
    """The last day on which what was first processed then is kept. `until`: the last day to which it was extended."""
    over = months_after(day_of(first), MONTHS) - timedelta(days=1)
    return over if until is None else max(over, until)


class DestroyedPart(StrEnum):
    """What is destroyed: a whole case, or what of it was first processed in one quarter."""

    CASE = "case"
    QUARTER = "quarter"


class KeepingGround(StrEnum):
    """Why data may be kept past its term (WGS 1.8(7))."""

    LAW_OPPOSES = "law-opposes-destruction"
    LEGAL_CLAIM = "legal-claim"


class DestructionGround(StrEnum):
    """Why a copy of a case is destroyed."""

    TERM_OVER = "term-over"
    NO_LONGER_NEEDED = "no-longer-needed"
    ELSEWHERE = "destroyed-elsewhere"
