"""Days and lists as a Dutch reader expects them."""

from datetime import UTC, date, datetime

import pytest

from levensloop.documents.wording import day, listed


def test_a_day() -> None:
    assert day(date(2026, 3, 1)) == "1 maart 2026"


def test_a_moment_is_the_day_in_the_netherlands() -> None:
    assert day(datetime(2026, 7, 31, 22, 30, tzinfo=UTC)) == "1 augustus 2026"
    assert day(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)) == "31 december 2026"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_a_list(words: list[str], text: str) -> None:
    assert listed(words) == text
