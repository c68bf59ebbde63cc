"""BED-1, ALW-1: the way to a secure bed does not stand still: each step has a last day, an owner, and an event when it passed."""

from datetime import date, timedelta

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.signals import (
    AdmitToSecureBed,
    AssignSecureBed,
    RequestSecureBed,
    WaitlistSecureBed,
    WithdrawSecureBedRequest,
)
from levensloop.contracts.events.signals import (
    AdmittedToSecureBed,
    SecureBedAssigned,
    SecureBedOverdue,
    SecureBedRequested,
    SecureBedRequestWithdrawn,
    SecureBedWaitlisted,
)
from levensloop.contracts.terms import SECURE_BED, SECURE_BED_CRISIS
from levensloop.infra.specification import Given, given
from levensloop.infra.working_days import is_working_day
from levensloop.signals.service import signals
from support.recipients import recipients
from support.samples.inclusion import SAMPLE_TEAM, client_died, direction_transferred, joined, move_announced
from support.samples.plan import planned_case
from support.samples.signals import SAMPLE_BED, bed_requested
from support.samples.world import HAAGLANDEN, LCBB, NOW, ORGANISATIONS, PROVIDER, ROTTERDAM, at_haaglanden

CASE = at_haaglanden(signals, *planned_case())
LAST = SECURE_BED.after(NOW.date(), working_day=is_working_day)
REQUEST = RequestSecureBed(level=3, longest_stay_days=42, crisis=False, reason="Rust nodig.")
[REQUESTED] = CASE.when(REQUEST, by=PROVIDER).then(SecureBedRequested)
ASKED = CASE.and_given(REQUESTED)
EXPECTED = NOW.date() + timedelta(days=40)
STEP = "bed-step"


def waitlisted(expected_on: date | None) -> SecureBedWaitlisted:
    command = WaitlistSecureBed(expected_on=expected_on)
    [event] = ASKED.when(command, by=PROVIDER).then(SecureBedWaitlisted)
    return event  # type: ignore[no-any-return]


def agenda(case: Given) -> list[tuple[str, date, bool]]:
    """Owner, last day and whether it is overdue, of what BED-1 asks."""
    items = signals.agenda(case.state, case.deadlines(), case.context.me)
    return [(i.owner, (i.due - timedelta(seconds=1)).date(), i.overdue) for i in items if i.rule == "BED-1"]


def test_bed_1_a_request_has_a_last_day_and_an_owner() -> None:
    assert REQUESTED.due == LAST
    assert ASKED.deadlines() == {STEP: end_of(LAST)}
    assert agenda(ASKED) == [(PROVIDER, LAST, False)]


def test_bed_1_in_a_crisis_sooner() -> None:
    [asked] = CASE.when(REQUEST.model_copy(update={"crisis": True}), by=PROVIDER).then(SecureBedRequested)

    assert asked.due == SECURE_BED_CRISIS.after(NOW.date(), working_day=is_working_day) < LAST


def test_bed_1_when_it_passes_that_is_said_once_to_the_team_and_the_lcbb() -> None:
    [overdue] = ASKED.when_expired(STEP, at=end_of(LAST)).then(SecureBedOverdue)
    after = ASKED.and_given(overdue)

    assert (overdue.level, overdue.due) == (3, LAST)
    assert after.deadlines() == {}
    assert agenda(after) == [(PROVIDER, LAST, True)], "it stays there until the next step"
    standing = after.state.standing
    told = dict(recipients(overdue, standing, standing, ASKED.context.organisations, HAAGLANDEN))
    assert set(told) == {*(invited.organisation for invited in SAMPLE_TEAM), LCBB}


def test_bed_1_not_a_second_before_and_a_late_timer_does_no_harm() -> None:
    ASKED.when_expired(STEP, at=end_of(LAST) - timedelta(seconds=1)).then()
    [overdue] = ASKED.when_expired(STEP, at=end_of(LAST)).then(SecureBedOverdue)
    ASKED.and_given(overdue).when_expired(STEP, at=end_of(LAST)).then()


@pytest.mark.parametrize(
    ("expected_on", "due"), [(EXPECTED, EXPECTED), (None, LAST), (NOW.date() - timedelta(days=1), LAST)]
)
def test_bed_1_on_the_waiting_list_until_the_day_on_which_a_bed_is_expected(
    expected_on: date | None, due: date
) -> None:
    waiting = ASKED.and_given(waitlisted(expected_on))

    assert waiting.deadlines() == {STEP: end_of(due)}
    assert agenda(waiting) == [(PROVIDER, due, False)]
    waiting.when_expired(STEP, at=end_of(due)).then(SecureBedOverdue)


def test_bed_1_late_is_still_done_and_the_next_step_has_a_term_of_its_own() -> None:
    [overdue] = ASKED.when_expired(STEP, at=end_of(LAST)).then(SecureBedOverdue)
    later = end_of(LAST) + timedelta(days=1)
    [assigned] = ASKED.and_given(overdue).when(SAMPLE_BED, by=PROVIDER, at=later).then(SecureBedAssigned)

    after = ASKED.and_given(overdue, assigned)
    assert list(after.deadlines()) == [STEP]
    assert agenda(after)[0][2] is False
    command = AdmitToSecureBed(home_kept="De kamer blijft vrij.")
    [admitted] = after.when(command, by=PROVIDER, at=later).then(AdmittedToSecureBed)
    assert list(after.and_given(admitted).deadlines()) == ["bed"], "from then on the stay has a last day (BED-3)"
    assert agenda(after.and_given(admitted)) == []


def test_bed_1_what_is_withdrawn_is_waited_for_no_more_however_late_it_was() -> None:
    [overdue] = ASKED.when_expired(STEP, at=end_of(LAST)).then(SecureBedOverdue)
    command = WithdrawSecureBedRequest(reason="Hij wil vrijwillig worden opgenomen.")
    [withdrawn] = ASKED.and_given(overdue).when(command, by=PROVIDER).then(SecureBedRequestWithdrawn)
    after = ASKED.and_given(overdue, withdrawn)

    assert withdrawn.reason == command.reason
    assert (after.state.bed, after.deadlines(), agenda(after)) == (None, {}, [])
    told = recipients(withdrawn, after.state.standing, after.state.standing, ASKED.context.organisations, HAAGLANDEN)
    assert {PROVIDER, LCBB} <= {organisation for organisation, _ in told}
    after.when(REQUEST, by=PROVIDER).then(SecureBedRequested)


def test_bed_1_without_a_provider_in_the_team_it_is_the_zvhs() -> None:
    there = given(signals, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    moved = (*planned_case(), REQUESTED, move_announced(NOW), direction_transferred(NOW))
    there = there.and_given(*moved, source=HAAGLANDEN)

    assert agenda(there) == [(ROTTERDAM, LAST, False)], "the term runs on"
    assert agenda(there.and_given(joined("levensloopaanbieder-rotterdam", NOW, ROTTERDAM)))[0][0] == (
        "levensloopaanbieder-rotterdam"
    )


def test_bed_1_what_ended_has_no_term() -> None:
    after = ASKED.and_given(client_died())

    assert (after.deadlines(), agenda(after)) == ({}, [])


def test_bed_1_a_request_of_before_there_was_a_term_gets_one() -> None:
    old = bed_requested()

    assert old.due is None
    assert list(CASE.and_given(old).deadlines()) == [STEP]


def test_bed_1_too_low_a_bed_ends_no_wait() -> None:
    refused = ASKED.when(AssignSecureBed(level=2, clinic="Kliniek"), by=PROVIDER).refused("BED-1")

    assert refused.details == {"field": "level"}
