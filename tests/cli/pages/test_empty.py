"""Where there is nothing to show, that is said: an empty table looks like a mistake."""

import pytest

from levensloop.cli.coordination import _page


def test_a_period_without_coordination_days_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    _page([], [])
    assert capsys.readouterr().out == "In deze periode zijn er geen coördinatiedagen.\n"


def test_a_case_that_cannot_be_read_is_named_without_an_empty_table(capsys: pytest.CaptureFixture[str]) -> None:
    _page([], ["7"])
    assert capsys.readouterr().out == "Casus 7 is met deze software niet te lezen en telt niet mee.\n"
