"""The table of terms: every length has its rule and its source, and a ZVH may have lengths of its own."""

from datetime import date

import pytest

from levensloop.contracts.decision import Context, Organisation, system
from levensloop.contracts.roles import Role
from levensloop.contracts.terms import LABEL, REVIEW, STEP, STEP_ACUTE, TERMS, Term, Unit
from support.samples.world import NOW, amsterdam

DAY = date(2026, 1, 30)  # a Friday


@pytest.mark.parametrize("name", TERMS)
def test_every_term_has_its_rule_and_its_source(name: str) -> None:
    term = TERMS[name]

    assert term.name == name
    assert term.rule
    assert term.amount > 0
    assert term.source


def test_each_unit_is_counted_as_it_is() -> None:
    assert REVIEW.after(DAY) == date(2026, 4, 30)
    assert LABEL.after(DAY) == date(2026, 2, 6)
    assert Term("stay", "X", 4, Unit.DAYS, "default").after(DAY) == date(2026, 2, 3)


def test_hours_run_by_the_clock_and_days_until_the_last_one_ends() -> None:
    friday = amsterdam(2026, 1, 30, 22)

    assert STEP_ACUTE.over(friday) == amsterdam(2026, 1, 31, 2)
    assert STEP.over(friday) == amsterdam(2026, 2, 4, 0)
    with pytest.raises(ValueError, match="hours"):
        STEP_ACUTE.after(DAY)


def test_a_zvh_may_have_a_length_of_its_own() -> None:
    zvh = Organisation("zvh-a", Role.ZVH, "zvh-a", {"label": 1})
    context = Context("zvh-a", NOW, system("zvh-a"), {"zvh-a": zvh})

    assert context.due(LABEL) == date(2026, 2, 3)
    assert context.due(LABEL, DAY) == date(2026, 2, 2)
    assert (LABEL.in_dutch(context.lengths), LABEL.in_dutch()) == ("1 werkdag", "5 werkdagen")
    assert context.due(REVIEW, DAY) == date(2026, 4, 30)  # the others are as the table says
