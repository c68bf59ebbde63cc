"""Days as the Netherlands counts them. Every date in an event is a day in Europe/Amsterdam; every moment is UTC."""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = tuple(
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)
"""As a Dutch reader writes them, January first."""


def day_of(moment: datetime) -> date:
    """The day on which this moment falls in the Netherlands."""
    return moment.astimezone(AMSTERDAM).date()


def end_of(day: date) -> datetime:
    """The first moment (UTC) at which this day is over in the Netherlands, also when the clock changes on it."""
    return datetime.combine(day + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> date:
    """So many days on, Sundays and holidays included."""
    return day + timedelta(days=days)


def is_weekday(day: date) -> bool:
    """Monday to Friday: the working days of who has no calendar of holidays at hand (a node has: `levensloop.infra.working_days`)."""
    return day.weekday() < 5


def working_days_after(day: date, working_days: int, working_day: Callable[[date], bool] = is_weekday) -> date:
    """So many working days on; the day itself does not count."""
    while working_days > 0:
        day += timedelta(days=1)
        if working_day(day):
            working_days -= 1
    return day
