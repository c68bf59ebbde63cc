"""MON-1: the figures of a half-year are what the clients' stories count for, whatever those are and in whatever order they are read."""

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st
from monitor.stories import Story, expected, made, told

from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.housing import HousingSituation
from levensloop.contracts.impasse import EscalationKind, EscalationLevel
from levensloop.contracts.intake import WlzGround
from levensloop.contracts.monitoring import Figure, first_day, last_day
from levensloop.infra.specification import record
from levensloop.monitor.facts import CaseFacts, evolve
from levensloop.monitor.figures import Counted, count
from support.samples.world import HAAGLANDEN

DAYS = st.integers(1, 320)


def facts_of(story: Story) -> CaseFacts:
    return reduce(lambda case, recorded: evolve(case, recorded, HAAGLANDEN), told(story), CaseFacts())


def figures(stories: list[Story], half_year: str) -> Counted:
    return count([facts_of(story) for story in stories], half_year)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Days go up through a story; a first day of a month keeps the month from report to plan simple to work out by hand."""
    reported = date(2025, draw(st.integers(1, 12)), 1)
    if draw(st.integers(0, 4)) == 0:
        return Story(reported, included=None)
    included = reported + timedelta(days=draw(st.integers(1, 20)))
    moved = included + timedelta(days=draw(DAYS)) if draw(st.booleans()) else None
    came = moved or included
    planned = came + timedelta(days=draw(st.integers(1, 25)))
    held = planned + timedelta(days=draw(st.integers(1, 80)))
    late = held + timedelta(days=draw(st.integers(81, 100)))
    admitted = late + timedelta(days=draw(st.integers(4, 50)))
    released = admitted + timedelta(days=draw(st.integers(1, 60)))
    end = released + timedelta(days=draw(DAYS))
    return Story(
        reported,
        included,
        planned=planned,
        reviewed_in_time=held,
        review_late=draw(st.sampled_from([late, None])),
        housing=draw(st.sampled_from([*HousingSituation, None])),
        ground=draw(st.sampled_from([*WlzGround, None])),
        admitted=draw(st.sampled_from([admitted, admitted, None])),
        released=released,
        escalated=(
            came + timedelta(days=30),
            draw(st.sampled_from(EscalationKind)),
            draw(st.sampled_from(EscalationLevel)),
        ),
        end=(draw(st.sampled_from(["died", "excluded", "moved"])), end) if draw(st.booleans()) else None,
        from_elsewhere=moved,
    )


@given(st.lists(stories(), max_size=12), st.sampled_from(["2025H1", "2025H2", "2026H1", "2026H2"]))
@settings(deadline=None, max_examples=150)
def test_mon_1_the_figures_are_what_the_stories_count_for(told_here: list[Story], half_year: str) -> None:
    found = figures(told_here, half_year)
    by_hand = expected(told_here, first_day(half_year), last_day(half_year))

    assert dict(found.values) == {figure: by_hand[figure] for figure in Figure}


@given(st.lists(stories(), max_size=8), st.sampled_from(["2025H2", "2026H1"]))
@settings(deadline=None, max_examples=60)
def test_mon_1_who_was_there_and_came_is_who_went_and_is_there(told_here: list[Story], half_year: str) -> None:
    found = figures(told_here, half_year)
    v = found.values

    came = found.before + v[Figure.INCLUDED] + v[Figure.MOVED_IN]
    went = v[Figure.EXCLUDED] + v[Figure.DIED] + v[Figure.WITHDRAWN] + v[Figure.MOVED_OUT]
    assert came == went + v[Figure.OPEN_AT_END]


ONE = Story(date(2026, 1, 5), date(2026, 1, 12), planned=date(2026, 2, 2))


def test_mon_1_who_came_by_a_move_was_included_elsewhere() -> None:
    """Else the nation would count a client who moves twice."""
    arrived = replace(ONE, from_elsewhere=date(2026, 1, 20))
    values = figures([arrived], "2026H1").values

    assert (values[Figure.INCLUDED], values[Figure.MOVED_IN], values[Figure.OPEN_AT_END]) == (0, 1, 1)


def test_mon_1_what_another_zvh_did_it_counted_itself() -> None:
    """Its plan, its reviews and its escalations came along in the log with the client."""
    there = Story(
        date(2026, 1, 1),
        date(2026, 1, 12),
        planned=date(2026, 2, 2),
        reviewed_in_time=date(2026, 3, 2),
        review_late=date(2026, 4, 2),
        escalated=(date(2026, 3, 1), EscalationKind.STUCK, EscalationLevel.NATIONAL_DESK),
        from_elsewhere=date(2026, 5, 4),
    )
    values = figures([there], "2026H1").values

    assert {figure for figure, value in values.items() if value} == {Figure.MOVED_IN, Figure.OPEN_AT_END}


def test_mon_1_the_median_of_the_days_from_report_to_plan() -> None:
    slow = replace(ONE, planned=date(2026, 3, 1))
    slower = replace(ONE, planned=date(2026, 6, 1))

    assert figures([ONE, slow, slower], "2026H1").plan_median_days == 55
    assert figures([ONE, slow], "2026H1").plan_median_days == 42, "28 and 55: the half goes up"
    assert figures([ONE], "2026H2").plan_median_days is None


def test_mon_1_what_comes_later_does_not_change_a_half_year_that_is_over() -> None:
    later = replace(ONE, end=("died", date(2026, 8, 1)), housing=HousingSituation.HOMELESS)

    assert figures([later], "2026H1").values[Figure.OPEN_AT_END] == 1
    assert figures([later], "2026H2").values[Figure.DIED] == 1


def test_mon_1_a_report_on_the_wrong_person_is_no_exit() -> None:
    history = told(ONE)
    taken_back = record(made(ReportRetracted, date(2026, 3, 2)), len(history) + 1, HAAGLANDEN)
    case = reduce(lambda known, recorded: evolve(known, recorded, HAAGLANDEN), [*history, taken_back], CaseFacts())
    values = count([case], "2026H1").values

    assert (values[Figure.INCLUDED], values[Figure.WITHDRAWN], values[Figure.EXCLUDED]) == (1, 1, 0)
    assert values[Figure.OPEN_AT_END] == 0
