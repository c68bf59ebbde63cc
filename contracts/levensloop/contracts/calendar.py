"""Days as the Netherlands counts them. Every date in an event is a day in Europe/Amsterdam; every moment is UTC."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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


def working_days_after(day: date, working_days: int) -> date:
    """So many working days on, Monday to Friday. Public holidays count as working days until a holiday calendar is chosen."""
    while working_days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            working_days -= 1
    return day
