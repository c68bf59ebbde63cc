"""SIG-3, ALW-1: a partner that leaves, or stays behind when the client moves, leaves no open step: it falls to the ZVH."""

from datetime import timedelta

from levensloop.contracts.commands.signals import AcknowledgeStep
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.events.signals import (
    ScenarioEnded,
    ScenarioStepAcknowledged,
    ScenarioStepOverdue,
    ScenarioStepReassigned,
)
from levensloop.contracts.roles import Role
from levensloop.infra.specification import given
from levensloop.signals.service import signals
from support.samples.inclusion import carriers_joined, direction_transferred, joined, move_announced
from support.samples.plan import TIME_OUT, planned_case
from support.samples.signals import time_out_activated
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    ROTTERDAM,
    actor,
    at_haaglanden,
)

RUNNING = at_haaglanden(signals, *planned_case(), *time_out_activated())
LEFT = PartnerLeft(
    at=NOW, by=actor(HAAGLANDEN, CHAIR), organisation=POLITIE, role=Role.POLITIE, reason="Klaar.", left_on=NOW.date()
)
ACKNOWLEDGED = ScenarioStepAcknowledged(
    at=NOW, by=actor(POLITIE), activation=1, scenario=TIME_OUT.key, organisation=POLITIE
)
ENDED = ScenarioEnded(at=NOW, by=actor(PROVIDER), activation=1, scenario=TIME_OUT.key, outcome="Rustig.")
DUE = NOW + timedelta(hours=4)
OVERDUE = ScenarioStepOverdue(
    at=NOW, by=actor(HAAGLANDEN), activation=1, scenario=TIME_OUT.key, organisation=POLITIE, due=DUE
)


def test_sig_3_an_open_step_falls_to_the_zvh_with_a_new_term() -> None:
    [taken] = RUNNING.when_logged(LEFT).then(ScenarioStepReassigned)

    assert (taken.from_organisation, taken.organisation, taken.role) == (POLITIE, HAAGLANDEN, Role.POLITIE)
    assert (taken.step, taken.if_fails, taken.due) == ("Staat klaar voor vervoer.", "Meldkamer regelt vervoer.", DUE)


def test_sig_3_the_zvh_then_acknowledges_it_and_the_term_is_its_own() -> None:
    [taken] = RUNNING.when_logged(LEFT).then(ScenarioStepReassigned)
    after = RUNNING.and_given(LEFT, taken)

    assert set(after.deadlines()) == {f"step-1-{o}" for o in (PROVIDER, CRISISDIENST, HAAGLANDEN)}
    after.when(AcknowledgeStep(activation=1), by=HAAGLANDEN, functionary=CHAIR).then(ScenarioStepAcknowledged)
    [overdue] = after.when_expired(f"step-1-{HAAGLANDEN}", at=DUE).then(ScenarioStepOverdue)
    assert overdue.organisation == HAAGLANDEN


def test_sig_3_what_was_overdue_runs_again_at_the_zvh() -> None:
    here = RUNNING.and_given(OVERDUE)
    [taken] = here.when_logged(LEFT).then(ScenarioStepReassigned)

    assert f"step-1-{HAAGLANDEN}" in here.and_given(LEFT, taken).deadlines()


def test_sig_3_what_was_acknowledged_or_ended_falls_to_nobody() -> None:
    RUNNING.and_given(ACKNOWLEDGED).when_logged(LEFT).then()
    RUNNING.and_given(ENDED).when_logged(LEFT).then()


def test_sig_3_who_is_back_by_now_keeps_its_step() -> None:
    RUNNING.when_logged(LEFT, joined(POLITIE)).then()


def test_sig_3_it_falls_to_the_zvh_once() -> None:
    [taken] = RUNNING.when_logged(LEFT).then(ScenarioStepReassigned)

    RUNNING.and_given(taken).when_logged(LEFT).then()


def test_sig_3_after_a_move_what_was_open_falls_to_the_zvh_that_directs_now() -> None:
    there = given(signals, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(
        *planned_case(), *time_out_activated(), ACKNOWLEDGED, move_announced(NOW), source=HAAGLANDEN
    )
    first, second = carriers_joined()
    there.when_logged(direction_transferred(NOW), source=HAAGLANDEN).then()
    there = there.and_given(direction_transferred(NOW), source=HAAGLANDEN).and_given(first)
    taken = there.when_logged(second).then(*[ScenarioStepReassigned] * 2)

    assert {step.from_organisation for step in taken} == {PROVIDER, CRISISDIENST}
    assert {step.organisation for step in taken} == {ROTTERDAM}
    after = there.and_given(second, *taken)
    assert set(after.deadlines()) == {f"step-1-{ROTTERDAM}"}
    after.when(AcknowledgeStep(activation=1), by=ROTTERDAM, functionary=CHAIR).then(ScenarioStepAcknowledged)
