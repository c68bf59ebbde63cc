"""What a record says to be taken back or out is believed with the event that it follows from: one table of what leads to what. Pure."""

from uuid import uuid4

import pytest

from levensloop.audit.checking.causes import Causes, causes_of
from levensloop.contracts.decision import system
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import QuarterExpired
from levensloop.contracts.periods import quarter_of
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.infra.specification import record
from support.samples.handover import released
from support.samples.inclusion import (
    client_died,
    direction_transferred,
    included_case,
    move_announced,
    partner_left,
    report_retracted,
)
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, POLITIE, ROTTERDAM

HISTORY = included_case()
OTHER = "2020q1"


def expired(quarter: str = quarter_of(HISTORY[0].at)) -> QuarterExpired:
    return QuarterExpired(at=NOW, by=system(HAAGLANDEN), quarter=quarter, destruction=uuid4())


def left(organisation: str = POLITIE) -> DomainEvent:
    return partner_left(organisation, Role.POLITIE, NOW)


def causes(*events: DomainEvent, source: str = HAAGLANDEN) -> tuple[list[Recorded[DomainEvent]], Causes]:
    """Of an included case with these events too, which `source` recorded."""
    history = [record(event, place, HAAGLANDEN) for place, event in enumerate(HISTORY, 1)]
    history += [record(event, place, source) for place, event in enumerate(events, len(history) + 1)]
    return history, causes_of(history, HAAGLANDEN)


@pytest.mark.parametrize("to", [POLITIE, GEMEENTE])
def test_a_letter_of_a_case_that_goes_on_may_not_be_gone(to: str) -> None:
    history, found = causes()
    assert not any(found.lead_to(True, to, str(event.id)) for event in history)


def test_of_who_left_letters_of_before_may_be_gone_and_nobody_elses() -> None:
    history, found = causes(left())
    first = str(history[0].id)
    assert found.lead_to(True, POLITIE, first)
    assert not found.lead_to(True, GEMEENTE, first)
    history, found = causes(left(), client_died())
    assert found.lead_to(True, GEMEENTE, str(history[0].id)), "the case closed"


def test_what_was_recorded_after_the_right_ended_is_not_taken_back_by_it() -> None:
    history, found = causes(left(), move_announced(NOW))
    assert not found.lead_to(True, POLITIE, str(history[-1].id))


def test_how_one_hears_of_the_end_is_never_taken_back() -> None:
    history, found = causes(left(), report_retracted())
    told = next(event for event in history if type(event.event).__name__ == "PartnerLeft")
    assert not found.lead_to(True, POLITIE, str(told.id))
    assert found.lead_to(True, GEMEENTE, str(told.id))


def test_a_case_that_moved_away_ends_the_right_of_all() -> None:
    history, found = causes(move_announced(NOW), released(), direction_transferred(NOW))
    assert found.lead_to(True, GEMEENTE, str(history[0].id))


def test_of_a_quarter_that_expired_here_its_letters_alone() -> None:
    history, found = causes(expired())
    assert found.lead_to(True, GEMEENTE, str(history[0].id))
    history, found = causes(expired(OTHER))
    assert not found.lead_to(True, GEMEENTE, str(history[0].id))


def test_what_moved_and_what_was_put_aside_goes_with_a_quarter_alone() -> None:
    assert causes(expired())[1].lead_to(False, None, None)
    assert not causes(left(), client_died())[1].lead_to(False, None, None)


def test_a_quarter_that_expired_at_another_zvh_takes_nothing_from_here() -> None:
    history, found = causes(expired(), source=ROTTERDAM)
    assert not found.lead_to(True, GEMEENTE, str(history[0].id))
    assert not found.lead_to(False, None, None)


@pytest.mark.parametrize("event", [None, "", "geen", "0b6f3a8e-3c1e-4b0a-9d55-7d9f1a522c41"])
def test_of_an_event_that_the_log_does_not_have_nothing_may_be_gone(event: str | None) -> None:
    _, found = causes(left(), client_died())
    assert not found.lead_to(True, POLITIE, event)
