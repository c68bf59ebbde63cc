"""Terms in working days count by the Dutch calendar, public holidays included (PLN-6)."""

from datetime import date

import pytest

from levensloop.contracts.calendar import working_days_after
from levensloop.infra.working_days import is_working_day


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),  # Good Friday: Algemene termijnenwet, article 3(2)
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # the King's birthday
        date(2025, 4, 26),  # and on a Saturday where the 27th is a Sunday
        date(2026, 5, 5),  # every year: Algemene termijnenwet, article 3(1)
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2026, 12, 25),
        date(2028, 12, 26),
    ],
)
def test_nobody_works_on_a_holiday(holiday: date) -> None:
    assert not is_working_day(holiday)


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 5, 15), date(2026, 12, 24), date(2026, 12, 31)])
def test_the_days_around_them_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 22)])
def test_a_weekend_is_no_working_day(day: date) -> None:
    assert not is_working_day(day)


def test_a_term_over_christmas_is_longer() -> None:
    assert working_days_after(date(2026, 12, 23), 5, is_working_day) == date(2026, 12, 31)
    assert working_days_after(date(2026, 12, 23), 5) == date(2026, 12, 30)  # a weekday calendar knows no Christmas
