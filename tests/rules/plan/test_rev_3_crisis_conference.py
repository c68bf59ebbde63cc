"""REV-3: a crisis calls a conference at once, by a person or an acute signal; due in two working days, overdue is an event."""

from datetime import UTC, date, datetime

import pytest

from levensloop.contracts.commands.plan import CallCrisisConference, HoldCrisisConference
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.plan import CrisisConferenceCalled, CrisisConferenceHeld, CrisisConferenceOverdue
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.vocabulary import Severity, SignalKind
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, case_on_the_table, included_case
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    WOONPARTNER,
    actor,
    amsterdam,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *planned_case())
CALL = CallCrisisConference(reason="Vannacht opgepakt, en niemand weet waar hij heen kan.")
HOLD = HoldCrisisConference(participants=(HAAGLANDEN, PROVIDER, POLITIE), agreements="Elke ochtend bellen.")
TIMER = "crisis-conference"
DUE = datetime(2026, 2, 4, 23, 0, tzinfo=UTC)
"""Called on Monday 2 February: when Wednesday is over in the Netherlands."""


def signal(number: int = 1, severity: Severity = Severity.ACUTE) -> SignalRaised:
    by = actor(POLITIE, "wijkagent")
    return SignalRaised(
        at=NOW, by=by, signal=number, kind=SignalKind.AGGRESSION, severity=severity, text="Sloeg een begeleider."
    )


def called_on(case: Given = CASE) -> Given:
    return case.and_given(*case.when(CALL, by=POLITIE).then(CrisisConferenceCalled))


OPEN = called_on()
OVERDUE = OPEN.and_given(*OPEN.when_expired(TIMER, at=DUE).then(CrisisConferenceOverdue))


@pytest.mark.parametrize("by", [POLITIE, WOONPARTNER, HAAGLANDEN])
def test_rev_3_every_member_of_the_team_and_the_zvh_may_call_it(by: str) -> None:
    [called] = CASE.when(CALL, by=by).then(CrisisConferenceCalled)

    assert (called.conference, called.due, called.signal) == (1, date(2026, 2, 4), None)


def test_rev_3_nobody_else_may() -> None:
    CASE.when(CALL, by=OTHER_WOONPARTNER).refused("REV-3")


@pytest.mark.parametrize("history", [included_case(), planned_case()])
def test_rev_3_a_crisis_does_not_wait_for_the_plan(history: tuple[DomainEvent, ...]) -> None:
    at_haaglanden(plan, *history).when(CALL, by=HAAGLANDEN).then(CrisisConferenceCalled)


def test_rev_3_before_the_inclusion_there_is_no_team_to_call() -> None:
    at_haaglanden(plan, *case_on_the_table()).when(CALL, by=HAAGLANDEN).refused("INV-5")


def test_rev_3_an_acute_signal_calls_it_by_itself() -> None:
    [called] = CASE.when_logged(signal(3)).then(CrisisConferenceCalled)

    assert (called.signal, called.due, called.by.functionary) == (3, date(2026, 2, 4), "systeem")


@pytest.mark.parametrize("severity", [Severity.LOW, Severity.SERIOUS])
def test_rev_3_a_signal_that_is_not_acute_does_not(severity: Severity) -> None:
    CASE.when_logged(signal(severity=severity)).then()


def test_rev_3_while_one_is_open_a_second_acute_signal_calls_no_second() -> None:
    OPEN.when_logged(signal()).then()
    OVERDUE.when_logged(signal()).then()


def test_rev_3_while_one_is_open_a_second_call_is_refused() -> None:
    OPEN.when(CALL, by=HAAGLANDEN).refused("REV-3")


def test_rev_3_a_signal_that_is_handled_late_calls_none_where_one_was_called_since() -> None:
    later = CASE.and_given(signal())
    held = called_on(later).and_given(
        CrisisConferenceHeld(at=NOW, by=actor(HAAGLANDEN, CHAIR), conference=1, **dict(HOLD))
    )
    [reaction] = [r for r in plan.reactions if SignalRaised in r.on]

    assert list(reaction.react(held.state, later.history[-1], held.context)) == []


def test_rev_3_held_it_is_over_and_the_next_crisis_calls_the_next() -> None:
    [held] = OPEN.when(HOLD, by=HAAGLANDEN, functionary=CHAIR).then(CrisisConferenceHeld)

    after = OPEN.and_given(held)
    assert TIMER not in after.deadlines()
    after.when(HOLD, by=HAAGLANDEN, functionary=CHAIR).refused("REV-3")
    [called] = after.when_logged(signal()).then(CrisisConferenceCalled)
    assert called.conference == 2


def test_rev_3_the_procesregisseur_chairs_it_with_the_team() -> None:
    OPEN.when(HOLD, by=GEMEENTE, functionary=CHAIR).refused("REV-3")
    OPEN.when(HOLD, by=HAAGLANDEN).refused("REV-3")
    outside = HOLD.model_copy(update={"participants": (GEMEENTE, OTHER_WOONPARTNER)})
    OPEN.when(outside, by=HAAGLANDEN, functionary=CHAIR).refused("REV-3")


def test_rev_3_without_a_call_there_is_nothing_to_hold() -> None:
    CASE.when(HOLD, by=HAAGLANDEN, functionary=CHAIR).refused("REV-3")


def test_rev_3_a_weekend_does_not_count() -> None:
    [called] = CASE.when(CALL, by=POLITIE, at=amsterdam(2026, 2, 6)).then(CrisisConferenceCalled)

    assert called.due == date(2026, 2, 10)


def test_rev_3_overdue_is_an_event_once_and_it_stays_open() -> None:
    [overdue] = OPEN.when_expired(TIMER, at=DUE).then(CrisisConferenceOverdue)

    assert (overdue.conference, overdue.due) == (1, DUE)
    OVERDUE.when_expired(TIMER, at=DUE).then()
    assert TIMER not in OVERDUE.deadlines()
    seen = plan.views["plan"](OVERDUE.state)["crisis_conference"]
    assert seen == {"conference": 1, "due": "2026-02-04", "overdue": True}
    assert [i.overdue for i in plan.agenda(OVERDUE.state, {}, HAAGLANDEN) if i.rule == "REV-3"] == [True]
    OVERDUE.when(HOLD, by=HAAGLANDEN, functionary=CHAIR).then(CrisisConferenceHeld)


def test_rev_3_the_review_term_runs_on() -> None:
    """REV-1: a crisis conference is no review, also while the review is overdue."""
    held = OPEN.and_given(*OPEN.when(HOLD, by=HAAGLANDEN, functionary=CHAIR).then(CrisisConferenceHeld))

    assert held.deadlines()["review"] == CASE.deadlines()["review"]


def test_rev_3_after_the_exit_nothing_is_due() -> None:
    excluded = ClientExcluded(at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))

    assert OPEN.and_given(excluded).deadlines() == {}
    OPEN.and_given(excluded).when_logged(signal()).then()
