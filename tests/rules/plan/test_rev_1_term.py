"""REV-1: a review at least every three months; the term runs from the last one, and overdue is an event, once."""

from datetime import UTC, date, datetime

import pytest

from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.plan import ReviewOverdue
from levensloop.infra.specification import Given, given
from levensloop.plan.service import plan
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, direction_transferred, included_case, move_announced
from support.samples.plan import planned_case, review_held
from support.samples.world import CHAIR, HAAGLANDEN, NOW, ORGANISATIONS, ROTTERDAM, actor, amsterdam, at_haaglanden

CASE = at_haaglanden(plan, *planned_case())
DUE = datetime(2026, 4, 26, 22, 0, tzinfo=UTC)
"""The plan is of 26 January: when 26 April is over in the Netherlands, in summer time."""


def review_of(case: Given) -> dict[str, datetime]:
    """The timer of the review, if it runs."""
    return {name: due for name, due in case.deadlines().items() if name == "review"}


def test_rev_1_the_term_runs_from_the_plan() -> None:
    assert review_of(CASE) == {"review": DUE}


def test_rev_1_there_is_no_term_before_the_plan() -> None:
    assert review_of(at_haaglanden(plan, *included_case())) == {}


def test_rev_1_the_term_runs_from_the_last_review() -> None:
    reviewed = CASE.and_given(review_held(amsterdam(2026, 4, 20), date(2026, 7, 1)))

    assert review_of(reviewed) == {"review": datetime(2026, 7, 1, 22, 0, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        (amsterdam(2025, 11, 30), datetime(2026, 2, 28, 23, 0, tzinfo=UTC)),  # a shorter month
        (amsterdam(2026, 1, 31, hour=0, minute=15), datetime(2026, 4, 30, 22, 0, tzinfo=UTC)),  # still 30 Jan in UTC
        (amsterdam(2025, 12, 29), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),  # the clock goes forward on that day
    ],
)
def test_rev_1_three_months_are_calendar_months_in_the_netherlands(planned: datetime, due: datetime) -> None:
    assert review_of(at_haaglanden(plan, *planned_case(planned))) == {"review": due}


def test_rev_1_overdue_is_an_event() -> None:
    [overdue] = CASE.when_expired("review", at=DUE).then(ReviewOverdue)

    assert overdue.due == DUE
    assert overdue.by.organisation == HAAGLANDEN


def test_rev_1_overdue_is_said_once_and_stays_visible() -> None:
    overdue = CASE.and_given(*CASE.when_expired("review", at=DUE).then(ReviewOverdue))

    overdue.when_expired("review", at=DUE).then()
    assert review_of(overdue) == {}
    assert plan.views["plan"](overdue.state)["review_overdue"] is True


def test_rev_1_a_review_after_all_starts_the_next_term() -> None:
    overdue = CASE.and_given(*CASE.when_expired("review", at=DUE).then(ReviewOverdue))

    reviewed = overdue.and_given(review_held(amsterdam(2026, 5, 1), date(2026, 8, 1)))

    assert review_of(reviewed) == {"review": datetime(2026, 8, 1, 22, 0, tzinfo=UTC)}
    assert reviewed.state.review_overdue is False


def test_rev_1_a_timer_that_comes_early_or_for_an_older_term_does_nothing() -> None:
    reviewed = CASE.and_given(review_held(amsterdam(2026, 4, 20), date(2026, 7, 20)))

    CASE.when_expired("review", at=datetime(2026, 4, 26, 21, 59, tzinfo=UTC)).then()
    reviewed.when_expired("review", at=DUE).then()
    CASE.when_expired("something-else", at=DUE).then()


def test_rev_1_only_the_zvh_that_directs_watches_it() -> None:
    """A move does not start the term anew: the new ZVH watches the same last day (MOV-5)."""
    moved = (*planned_case(), move_announced(NOW), direction_transferred(amsterdam(2026, 3, 2)))
    there = given(plan, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)

    assert review_of(at_haaglanden(plan, *moved)) == {}
    assert review_of(there.and_given(*moved, source=HAAGLANDEN)) == {"review": DUE}
    assert review_of(there.and_given(*moved[:-1], source=HAAGLANDEN)) == {}


def test_rev_1_the_term_ends_with_the_exit() -> None:
    excluded = ClientExcluded(at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))

    assert review_of(CASE.and_given(excluded)) == {}
