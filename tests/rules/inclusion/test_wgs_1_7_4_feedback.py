"""WGS-1.7-4: who received something says at least once a year what it did with it; a year without is an event, and visible."""

from datetime import date, timedelta

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.third_parties import GiveFeedback
from levensloop.contracts.events.third_parties import (
    FeedbackGiven,
    FeedbackOverdue,
    ResultGiven,
    ThirdPartyAdmissionExpired,
)
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given
from support.samples.inclusion import included_case
from support.samples.third_parties import LAST_DAY, SAMPLE_GIVING, third_party_admitted
from support.samples.world import GEMEENTE, HAAGLANDEN, OTHER_WOONPARTNER, POLITIE, WOONPARTNER, at_haaglanden

CASE = at_haaglanden(inclusion, *included_case())
SAID = GiveFeedback(admission=1, feedback="Een kamer gezocht; het dossier is dicht.")


def on_the_agenda(case: Given) -> list[tuple[str, bool]]:
    running = case.deadlines()
    return [(i.owner, i.overdue) for i in inclusion.agenda(case.state, running, HAAGLANDEN) if i.rule == "WGS-1.7-4"]


def test_wgs_1_7_4_it_is_due_a_year_after_the_admission_and_on_the_agenda_of_who_owes_it() -> None:
    assert CASE.deadlines()[f"feedback-{WOONPARTNER}"] == end_of(LAST_DAY)
    assert on_the_agenda(CASE) == [(WOONPARTNER, False)]


@pytest.mark.parametrize("by", [WOONPARTNER, HAAGLANDEN])
def test_wgs_1_7_4_the_third_party_says_it_or_the_zvh_that_heard_it(by: str) -> None:
    [given] = CASE.when(SAID, by=by).then(FeedbackGiven)

    assert given.next_before == date(2027, 2, 2)
    assert CASE.and_given(given).deadlines()[f"feedback-{WOONPARTNER}"] == end_of(date(2027, 2, 2))


@pytest.mark.parametrize("by", [GEMEENTE, POLITIE, OTHER_WOONPARTNER])
def test_wgs_1_7_4_nobody_else_does(by: str) -> None:
    CASE.when(SAID, by=by).refused("WGS-1.7-4")


def test_wgs_1_7_4_a_year_without_is_said_once_and_stays_visible() -> None:
    timer = f"feedback-{WOONPARTNER}"
    CASE.when_expired(timer, at=end_of(LAST_DAY) - timedelta(seconds=1)).then()

    [late] = CASE.when_expired(timer, at=end_of(LAST_DAY)).then(FeedbackOverdue)

    after = CASE.and_given(late)
    assert (late.admission, late.owner) == (1, WOONPARTNER)
    assert timer not in after.deadlines()
    assert on_the_agenda(after) == [(WOONPARTNER, True)]
    [given] = after.when(SAID, by=WOONPARTNER).then(FeedbackGiven)
    assert on_the_agenda(after.and_given(given)) == [(WOONPARTNER, False)]


def test_wgs_1_7_4_it_is_owed_also_after_the_admission_ended() -> None:
    decided = third_party_admitted()
    ended = ThirdPartyAdmissionExpired(
        at=decided.at, by=decided.by, admission=1, organisation=WOONPARTNER, until=decided.until
    )
    over = CASE.and_given(ended)

    assert f"feedback-{WOONPARTNER}" in over.deadlines()
    [given] = over.when(SAID.model_copy(update={"finished": True}), by=WOONPARTNER).then(FeedbackGiven)
    assert on_the_agenda(over.and_given(given)) == []
    over.and_given(given).when(SAID, by=WOONPARTNER).refused("WGS-1.7-4")


def test_wgs_1_7_4_nobody_is_done_while_still_in() -> None:
    CASE.when(SAID.model_copy(update={"finished": True}), by=WOONPARTNER).refused("WGS-1.7-4")


def test_wgs_1_7_4_of_a_result_outside_the_network_the_zvh_asks() -> None:
    [went] = CASE.when(SAMPLE_GIVING, by=HAAGLANDEN).then(ResultGiven)
    after = CASE.and_given(went)

    assert went.feedback_before == date(2027, 2, 1)
    assert (HAAGLANDEN, False) in on_the_agenda(after)
    said = GiveFeedback(giving=1, feedback="De kamer staat er.", finished=True)
    after.when(said, by=WOONPARTNER).refused("WGS-1.7-4")
    [given] = after.when(said, by=HAAGLANDEN).then(FeedbackGiven)
    assert on_the_agenda(after.and_given(given)) == [(WOONPARTNER, False)]


@pytest.mark.parametrize("about", [{}, {"admission": 1, "giving": 1}, {"admission": 7}, {"giving": 1}])
def test_wgs_1_7_4_it_is_about_one_thing_that_was_given(about: dict[str, int]) -> None:
    CASE.when(GiveFeedback(feedback="Iets.", **about), by=HAAGLANDEN).refused("WGS-1.7-4")
