"""Working days in the Netherlands: Monday to Friday, the days of the Algemene termijnenwet (article 3) excepted."""

from collections.abc import Container
from datetime import date
from functools import cache


def is_working_day(day: date) -> bool:
    """Whether this is a working day in the Netherlands."""
    return day.weekday() < 5 and day not in _holidays()


@cache
def _holidays() -> Container[date]:
    """Those of the Netherlands. Loaded when first asked for: it takes all countries along, a tenth of what most commands take.

    The optional one is Liberation Day, which that law counts each year; Good Friday is among the public ones.
    """
    from holidays import country_holidays
    from holidays.constants import OPTIONAL, PUBLIC

    return country_holidays("NL", categories=(PUBLIC, OPTIONAL))
