"""SIG-2, SIG-3: two scenarios may run at once, each with its own number, steps and terms; the same one does not run twice."""

from datetime import timedelta

from levensloop.contracts.commands.signals import AcknowledgeStep, ActivateScenario, EndScenario
from levensloop.contracts.events.signals import (
    ScenarioActivated,
    ScenarioEnded,
    ScenarioStepAcknowledged,
    ScenarioStepAssigned,
    SecureBedRequested,
)
from levensloop.signals.service import signals
from support.samples.plan import SCALING_DOWN, TIME_OUT, planned_case
from support.samples.signals import COORDINATOR, SAMPLE_ACTIVATION, SAMPLE_BED_REQUEST, time_out_activated
from support.samples.world import CHAIR, CRISISDIENST, HAAGLANDEN, NOW, POLITIE, PROVIDER, at_haaglanden

FIRST = at_haaglanden(signals, *planned_case(), *time_out_activated())
SECOND = ActivateScenario(scenario=SCALING_DOWN.key, reason="Thuis kan het minder.")
BOTH = FIRST.and_given(
    *FIRST.when(SECOND, by=HAAGLANDEN, functionary=CHAIR).then(ScenarioActivated, *[ScenarioStepAssigned] * 2)
)


def test_sig_2_the_second_has_the_next_number_and_its_own_steps() -> None:
    one, two = BOTH.state.active()

    assert [(one.number, one.scenario), (two.number, two.scenario)] == [(1, TIME_OUT.key), (2, SCALING_DOWN.key)]
    assert {step.organisation for step in two.steps} == {PROVIDER, HAAGLANDEN}


def test_sig_2_neither_starts_twice_while_both_run() -> None:
    BOTH.when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR).refused("SIG-2")
    BOTH.when(SECOND, by=HAAGLANDEN, functionary=CHAIR).refused("SIG-2")


def test_sig_3_who_has_a_step_in_both_acknowledges_each() -> None:
    [done] = BOTH.when(AcknowledgeStep(activation=2), by=PROVIDER).then(ScenarioStepAcknowledged)
    after = BOTH.and_given(done)

    assert set(BOTH.deadlines()) - set(after.deadlines()) == {f"step-2-{PROVIDER}"}
    after.when(AcknowledgeStep(activation=1), by=PROVIDER).then(ScenarioStepAcknowledged)


def test_sig_3_each_has_its_own_terms() -> None:
    due = BOTH.deadlines()

    assert {due[f"step-1-{o}"] for o in (PROVIDER, CRISISDIENST, POLITIE)} == {NOW + timedelta(hours=4)}
    assert due[f"step-2-{PROVIDER}"] == due[f"step-2-{HAAGLANDEN}"] > NOW + timedelta(days=2)


def test_sig_2_one_ends_and_the_other_runs_on() -> None:
    first = EndScenario(activation=1, outcome="Rustig.")
    [ended] = BOTH.when(first, by=PROVIDER, functionary=COORDINATOR).then(ScenarioEnded)
    after = BOTH.and_given(ended)

    assert [activation.number for activation in after.state.active()] == [2]
    assert set(after.deadlines()) == {f"step-2-{PROVIDER}", f"step-2-{HAAGLANDEN}"}


def test_bed_1_the_bed_is_that_of_the_scenario_that_has_one() -> None:
    [requested] = BOTH.when(SAMPLE_BED_REQUEST, by=PROVIDER).then(SecureBedRequested)

    assert TIME_OUT.bed is not None
    assert (requested.level, requested.longest_stay_days) == (TIME_OUT.bed.level, TIME_OUT.bed.longest_stay_days)
