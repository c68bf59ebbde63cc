"""The quarter in which data was first processed: what is of one quarter is encrypted and destroyed together (WGS 1.8(7))."""

from datetime import datetime

from levensloop.contracts.calendar import day_of

_IN_DUTCH = (
    "januari tot en met maart",
    "april tot en met juni",
    "juli tot en met september",
    "oktober tot en met december",
)


def quarter_of(moment: datetime) -> str:
    """The quarter of this moment in the Netherlands, such as `2026q1`."""
    day = day_of(moment)
    return f"{day.year}q{(day.month + 2) // 3}"


def quarter_in_dutch(quarter: str) -> str:
    """`2026q1` is `januari tot en met maart 2026`."""
    return f"{_IN_DUTCH[int(quarter[-1]) - 1]} {quarter[:4]}"
