"""REV-1, REV-2: the team reviews the case; the next review is in three months at the latest."""

from datetime import date

import pytest
from pydantic import ValidationError

from levensloop.contracts.commands.plan import HoldReview
from levensloop.contracts.events.plan import ReviewHeld
from levensloop.plan.service import plan
from support.samples.inclusion import included_case
from support.samples.plan import SAMPLE_REVIEW, planned_case
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, OTHER_WOONPARTNER, at_haaglanden

CASE = at_haaglanden(plan, *planned_case())


def test_rev_1_the_next_review_is_in_three_months() -> None:
    [held] = CASE.when(SAMPLE_REVIEW, by=HAAGLANDEN, functionary=CHAIR).then(ReviewHeld)

    assert held.next_before == date(2026, 5, 2)
    assert held.findings == SAMPLE_REVIEW.findings


@pytest.mark.parametrize("sooner", [date(2026, 2, 3), date(2026, 3, 1), date(2026, 5, 2)])
def test_rev_1_or_sooner(sooner: date) -> None:
    command = SAMPLE_REVIEW.model_copy(update={"next_before": sooner})

    [held] = CASE.when(command, by=HAAGLANDEN, functionary=CHAIR).then(ReviewHeld)

    assert held.next_before == sooner


@pytest.mark.parametrize("wrong", [date(2026, 5, 3), date(2027, 1, 1), date(2026, 2, 2), date(2025, 1, 1)])
def test_rev_1_but_not_later_nor_in_the_past(wrong: date) -> None:
    command = SAMPLE_REVIEW.model_copy(update={"next_before": wrong})

    refusal = CASE.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("REV-1")

    assert refusal.details == {"field": "next_before"}


def test_rev_1_nobody_from_outside_the_team_is_there() -> None:
    command = SAMPLE_REVIEW.model_copy(update={"participants": (GEMEENTE, OTHER_WOONPARTNER)})

    CASE.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("REV-1")


def test_rev_1_the_procesregisseur_chairs() -> None:
    CASE.when(SAMPLE_REVIEW, by=GEMEENTE, functionary=CHAIR).refused("INV-6")


def test_rev_1_there_is_nothing_to_review_before_the_plan() -> None:
    at_haaglanden(plan, *included_case()).when(SAMPLE_REVIEW, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


def test_rev_2_a_review_finds_something() -> None:
    with pytest.raises(ValidationError, match="findings"):
        HoldReview.model_validate({**dict(SAMPLE_REVIEW), "findings": ()})
