"""ESC-1, ALW-1: a step that is not done in time is an event, once per step; whoever leaves leaves no step behind."""

from datetime import UTC, date, datetime, timedelta

import pytest

from levensloop.contracts.commands.signals import RaiseEscalation
from levensloop.contracts.disclosure import Grant
from levensloop.contracts.events.inclusion import ClientExcluded, PartnerLeft
from levensloop.contracts.events.signals import (
    EscalationEnded,
    EscalationOverdue,
    EscalationRaised,
    EscalationReassigned,
    EscalationStarted,
)
from levensloop.contracts.impasse import EscalationKind, EscalationLevel
from levensloop.contracts.roles import Role
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.specification import given
from levensloop.signals.service import signals
from support.recipients import recipients
from support.samples.inclusion import (
    EXIT_AT,
    SAMPLE_EXIT,
    SAMPLE_TEAM,
    carriers_joined,
    direction_transferred,
    move_announced,
)
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    POLITIE,
    ROTTERDAM,
    actor,
    at_haaglanden,
)

STARTED = EscalationStarted(
    at=NOW,
    by=actor(GEMEENTE),
    escalation=1,
    kind=EscalationKind.HOMELESSNESS,
    level=EscalationLevel.CASE_TABLE,
    owner=POLITIE,
    due=date(2026, 2, 9),
    reason="Slaapt buiten.",
)
DUE = datetime(2026, 2, 9, 23, 0, tzinfo=UTC)
CASE = at_haaglanden(signals, *planned_case(), STARTED)
OVERDUE = EscalationOverdue(
    at=DUE, by=actor(HAAGLANDEN), escalation=1, level=STARTED.level, owner=POLITIE, due=STARTED.due
)
ENDED = EscalationEnded(at=NOW, by=actor(HAAGLANDEN), escalation=1, level=STARTED.level, outcome="Een kamer.")
LEFT = PartnerLeft(
    at=NOW, by=actor(HAAGLANDEN, CHAIR), organisation=POLITIE, role=Role.POLITIE, reason="Klaar.", left_on=NOW.date()
)


def test_esc_1_the_term_ends_with_the_last_day_in_the_netherlands() -> None:
    assert CASE.deadlines() == {"escalation-1": DUE}


def test_esc_1_overdue_is_an_event_once() -> None:
    [overdue] = CASE.when_expired("escalation-1", at=DUE).then(EscalationOverdue)
    after = CASE.and_given(overdue)

    assert (overdue.owner, overdue.level, overdue.due) == (POLITIE, STARTED.level, STARTED.due)
    assert after.deadlines() == {}
    after.when_expired("escalation-1", at=DUE).then()


def test_esc_1_not_a_second_before_nor_by_another_timer() -> None:
    CASE.when_expired("escalation-1", at=DUE - timedelta(seconds=1)).then()
    CASE.when_expired("escalation-2", at=DUE).then()


def test_esc_1_the_next_step_has_a_term_of_its_own() -> None:
    up = RaiseEscalation(
        escalation=1, outcome="Geen plek.", level=EscalationLevel.TASKFORCE_ZORGKANTOOR, owner=GEMEENTE
    )
    late = CASE.and_given(OVERDUE)
    [raised] = late.when(up, by=POLITIE, at=DUE).then(EscalationRaised)
    after = late.and_given(raised)

    [(timer, due)] = after.deadlines().items()
    after.when_expired(timer, at=due).then(EscalationOverdue)
    after.when_expired(timer, at=DUE).then()


def test_esc_1_it_is_on_the_agenda_of_who_owns_the_step() -> None:
    for case, overdue in ((CASE, False), (CASE.and_given(OVERDUE), True)):
        items = signals.agenda(case.state, case.deadlines(), HAAGLANDEN)
        assert items == [AgendaItem("dakloosheid: casustafel", DUE, POLITIE, "ESC-1", overdue)]


def test_esc_1_the_term_ends_with_the_escalation() -> None:
    assert CASE.and_given(ENDED).deadlines() == {}


def test_esc_1_a_step_of_who_leaves_falls_to_the_zvh_with_a_new_term() -> None:
    [taken] = CASE.and_given(OVERDUE).when_logged(LEFT).then(EscalationReassigned)
    after = CASE.and_given(OVERDUE, LEFT, taken)

    assert (taken.from_organisation, taken.owner, taken.due) == (POLITIE, HAAGLANDEN, date(2026, 2, 16))
    assert set(after.deadlines()) == {"escalation-1"}
    CASE.and_given(ENDED).when_logged(LEFT).then()
    CASE.when_logged(LEFT.model_copy(update={"organisation": "woonpartner-duinrand"})).then()


def test_esc_1_after_a_move_the_zvh_that_directs_now_owns_the_step() -> None:
    there = given(signals, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(
        *planned_case(), STARTED, move_announced(NOW), source=HAAGLANDEN
    )
    first, second = carriers_joined()
    there.when_logged(direction_transferred(NOW), source=HAAGLANDEN).then()
    there = there.and_given(direction_transferred(NOW), source=HAAGLANDEN).and_given(first)
    [taken] = there.when_logged(second).then(EscalationReassigned)

    assert taken.owner == ROTTERDAM
    after = there.and_given(second, taken)
    assert set(after.deadlines()) == {"escalation-1"}


@pytest.mark.parametrize("ended", [False, True])
def test_esc_1_no_exit_while_one_has_no_outcome(ended: bool) -> None:
    events = (*planned_case(), STARTED, *([ENDED] if ended else []))
    outcome = at_haaglanden(inclusion, *events).when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR, at=EXIT_AT)

    if ended:
        outcome.then(ClientExcluded)
    else:
        outcome.refused("ESC-1")


def test_esc_1_the_whole_team_sees_it() -> None:
    world = {organisation.id: organisation for organisation in ORGANISATIONS}
    standing = CASE.state.standing

    got = dict(recipients(OVERDUE, standing, standing, world, HAAGLANDEN))

    assert got == {invited.organisation: Grant.TEAM for invited in SAMPLE_TEAM}
