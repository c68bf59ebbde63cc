"""SIG-3: a step that is not acknowledged in time is an event, once, and can still be acknowledged."""

from datetime import UTC, datetime, timedelta

import pytest

from levensloop.contracts.commands.signals import AcknowledgeStep, ActivateScenario
from levensloop.contracts.disclosure import Grant
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.signals import (
    ScenarioActivated,
    ScenarioEnded,
    ScenarioStepAcknowledged,
    ScenarioStepAssigned,
    ScenarioStepOverdue,
)
from levensloop.contracts.standing import Standing
from levensloop.contracts.terms import STEP, STEP_ACUTE, STEPS
from levensloop.contracts.vocabulary import ScenarioKind
from levensloop.infra.specification import given
from levensloop.signals.service import signals
from levensloop.signals.views import watch
from support.recipients import recipients
from support.samples.inclusion import SAMPLE_EXIT, SAMPLE_TEAM, direction_transferred, move_announced
from support.samples.plan import SCALING_DOWN, TIME_OUT, planned_case
from support.samples.signals import COORDINATOR, SAMPLE_ACTIVATION, time_out_activated
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
    amsterdam,
    at_haaglanden,
)

RUNNING = at_haaglanden(signals, *planned_case(), *time_out_activated())
DUE = NOW + timedelta(hours=4)
TIMERS = {f"step-1-{organisation}" for organisation in (PROVIDER, CRISISDIENST, POLITIE)}
ACKNOWLEDGED = ScenarioStepAcknowledged(
    at=NOW, by=actor(POLITIE), activation=1, scenario=TIME_OUT.key, organisation=POLITIE
)
OVERDUE = ScenarioStepOverdue(
    at=DUE, by=actor(HAAGLANDEN), activation=1, scenario=TIME_OUT.key, organisation=POLITIE, due=DUE
)
ENDED = ScenarioEnded(at=NOW, by=actor(PROVIDER), activation=1, scenario=TIME_OUT.key, outcome="Rustig.")


@pytest.mark.parametrize("kind", ScenarioKind)
def test_sig_3_every_kind_has_its_term_and_what_is_acute_a_short_one(kind: ScenarioKind) -> None:
    acute = {ScenarioKind.ACUTE_ADMISSION, ScenarioKind.TIME_OUT, ScenarioKind.OFFENCE}

    assert STEPS[kind] is (STEP_ACUTE if kind in acute else STEP)


def test_sig_3_the_term_is_said_with_the_step() -> None:
    here = at_haaglanden(signals, *planned_case())
    _, *acute = here.when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR).then(
        ScenarioActivated, *[ScenarioStepAssigned] * 3
    )
    _, *calm = here.when(
        ActivateScenario(scenario=SCALING_DOWN.key, reason="Het gaat goed."),
        by=HAAGLANDEN,
        functionary=CHAIR,
        at=amsterdam(2026, 2, 6),
    ).then(ScenarioActivated, ScenarioStepAssigned, ScenarioStepAssigned)

    assert {step.due for step in acute} == {NOW + timedelta(hours=4)}
    assert {step.due for step in calm} == {datetime(2026, 2, 10, 23, 0, tzinfo=UTC)}, "Friday, and two working days"


def test_sig_3_a_step_from_before_terms_were_recorded_has_one_too() -> None:
    assert all(event.due is None for event in time_out_activated() if isinstance(event, ScenarioStepAssigned))
    assert RUNNING.deadlines() == dict.fromkeys(TIMERS, DUE)


def test_sig_3_no_acknowledgement_in_time_is_an_event() -> None:
    [overdue] = RUNNING.when_expired(f"step-1-{POLITIE}", at=DUE).then(ScenarioStepOverdue)

    assert (overdue.organisation, overdue.activation, overdue.due) == (POLITIE, 1, DUE)
    assert overdue.by.organisation == HAAGLANDEN


def test_sig_3_it_is_said_once_and_stays_visible() -> None:
    overdue = RUNNING.and_given(OVERDUE)

    assert overdue.deadlines().keys() == TIMERS - {f"step-1-{POLITIE}"}
    overdue.when_expired(f"step-1-{POLITIE}", at=DUE).then()
    [activation] = watch(overdue.state)["activations"]
    assert {s["organisation"]: s["overdue"] for s in activation["steps"]} == {
        PROVIDER: False,
        CRISISDIENST: False,
        POLITIE: True,
    }


def test_sig_3_an_early_or_another_timer_does_nothing() -> None:
    RUNNING.when_expired(f"step-1-{POLITIE}", at=DUE - timedelta(seconds=1)).then()
    RUNNING.when_expired(f"step-2-{POLITIE}", at=DUE).then()


def test_sig_3_what_was_acknowledged_is_not_overdue() -> None:
    met = RUNNING.and_given(ACKNOWLEDGED)

    assert met.deadlines().keys() == TIMERS - {f"step-1-{POLITIE}"}
    met.when_expired(f"step-1-{POLITIE}", at=DUE).then()


def test_sig_3_late_is_still_acknowledged() -> None:
    RUNNING.and_given(OVERDUE).when(AcknowledgeStep(activation=1), by=POLITIE, at=DUE).then(ScenarioStepAcknowledged)


def test_sig_3_the_terms_end_with_the_scenario_and_with_the_exit() -> None:
    excluded = ClientExcluded(at=NOW, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))

    assert RUNNING.and_given(ENDED).deadlines() == {}
    assert RUNNING.and_given(excluded).deadlines() == {}


def test_sig_3_only_the_zvh_that_directs_watches_it() -> None:
    moved = (*planned_case(), *time_out_activated(), move_announced(NOW))
    there = given(signals, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(*moved, source=HAAGLANDEN)

    assert at_haaglanden(signals, *moved).deadlines().keys() == TIMERS
    assert there.deadlines() == {}
    assert RUNNING.and_given(move_announced(NOW), direction_transferred(NOW)).deadlines() == {}


def test_sig_3_the_whole_team_sees_it() -> None:
    world = {organisation.id: organisation for organisation in ORGANISATIONS}
    team: Standing = RUNNING.state.standing

    got = dict(recipients(OVERDUE, team, team, world, HAAGLANDEN))

    assert got == {invited.organisation: Grant.TEAM for invited in SAMPLE_TEAM}
