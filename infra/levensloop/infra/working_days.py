"""Working days in the Netherlands: Monday to Friday, the days of the Algemene termijnenwet (article 3) excepted."""

from datetime import date

from holidays import country_holidays
from holidays.constants import OPTIONAL, PUBLIC

# The optional one is Liberation Day, which that law counts each year; Good Friday is among the public ones.
_HOLIDAYS = country_holidays("NL", categories=(PUBLIC, OPTIONAL))


def is_working_day(day: date) -> bool:
    """Whether this is a working day in the Netherlands."""
    return day.weekday() < 5 and day not in _HOLIDAYS
