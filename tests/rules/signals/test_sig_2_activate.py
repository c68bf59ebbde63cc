"""SIG-2: only the person whom the current plan designates activates a scenario, once; that person or the chair ends it."""

import pytest

from levensloop.contracts.commands.signals import EndScenario
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.plan import PlanRevised
from levensloop.contracts.events.signals import ScenarioActivated, ScenarioEnded, ScenarioStepAssigned
from levensloop.contracts.vocabulary import Designation
from levensloop.signals.service import signals
from support.samples.inclusion import included_case
from support.samples.plan import SAMPLE_PLAN, TIME_OUT, planned_case
from support.samples.signals import COORDINATOR, SAMPLE_ACTIVATION, time_out_activated
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    HAAGLANDEN,
    NOW,
    OTHER_WOONPARTNER,
    PROVIDER,
    actor,
    at_haaglanden,
)

STEPS = [ScenarioStepAssigned] * len(TIME_OUT.steps)
DONE = EndScenario(activation=1, outcome="Rustig terug naar huis.")


def designating(organisation: str, functionary: str) -> PlanRevised:
    """A new version in which somebody else decides on the time-out."""
    person = Designation(organisation=organisation, functionary=functionary)
    scenario = TIME_OUT.model_copy(update={"decided_by": person})
    plan = SAMPLE_PLAN.model_copy(update={"scenarios": (scenario,)})
    return PlanRevised(at=NOW, by=actor(HAAGLANDEN, CHAIR), plan_version=2, plan=plan, reason="Wie beslist, wisselt.")


def test_sig_2_the_designated_person_activates() -> None:
    activated, *_ = (
        at_haaglanden(signals, *planned_case())
        .when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR)
        .then(ScenarioActivated, *STEPS)
    )

    assert (activated.activation, activated.scenario, activated.kind) == (1, TIME_OUT.key, TIME_OUT.kind)


@pytest.mark.parametrize(
    ("organisation", "functionary"),
    [(PROVIDER, "medewerker"), (CRISISDIENST, COORDINATOR), (HAAGLANDEN, CHAIR), (OTHER_WOONPARTNER, COORDINATOR)],
)
def test_sig_2_anybody_else_is_refused(organisation: str, functionary: str) -> None:
    at_haaglanden(signals, *planned_case()).when(SAMPLE_ACTIVATION, by=organisation, functionary=functionary).refused(
        "SIG-2"
    )


def test_sig_2_the_current_plan_counts() -> None:
    here = at_haaglanden(signals, *planned_case(), designating(HAAGLANDEN, CHAIR))

    here.when(SAMPLE_ACTIVATION, by=HAAGLANDEN, functionary=CHAIR).then(ScenarioActivated, *STEPS)
    here.when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR).refused("SIG-2")


def test_sig_2_a_plan_cannot_designate_the_machine() -> None:
    here = at_haaglanden(signals, *planned_case(), designating(HAAGLANDEN, SYSTEM))

    here.when(SAMPLE_ACTIVATION, by=HAAGLANDEN, functionary=SYSTEM).refused("SIG-2")


def test_sig_2_an_unknown_scenario_is_refused() -> None:
    unknown = SAMPLE_ACTIVATION.model_copy(update={"scenario": "bestaat-niet"})

    refusal = at_haaglanden(signals, *planned_case()).when(unknown, by=PROVIDER, functionary=COORDINATOR)

    assert refusal.refused("SIG-2").details == {"field": "scenario"}


def test_sig_2_without_a_plan_nothing_can_be_activated() -> None:
    at_haaglanden(signals, *included_case()).when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR).refused(
        "INV-5"
    )


def test_sig_2_what_runs_is_not_activated_again_until_it_ended() -> None:
    running = at_haaglanden(signals, *planned_case(), *time_out_activated())
    ended = ScenarioEnded(at=NOW, by=actor(PROVIDER), activation=1, scenario=TIME_OUT.key, outcome="Rustig.")

    running.when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR).refused("SIG-2")
    activated, *_ = (
        running.and_given(ended)
        .when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR)
        .then(ScenarioActivated, *STEPS)
    )
    assert activated.activation == 2


@pytest.mark.parametrize(("organisation", "functionary"), [(PROVIDER, COORDINATOR), (HAAGLANDEN, CHAIR)])
def test_sig_2_the_designated_person_or_the_chair_ends_it(organisation: str, functionary: str) -> None:
    [ended] = (
        at_haaglanden(signals, *planned_case(), *time_out_activated())
        .when(DONE, by=organisation, functionary=functionary)
        .then(ScenarioEnded)
    )

    assert (ended.activation, ended.scenario) == (1, TIME_OUT.key)


@pytest.mark.parametrize(
    ("organisation", "functionary"), [(PROVIDER, "medewerker"), (CRISISDIENST, CHAIR), (HAAGLANDEN, "medewerker")]
)
def test_sig_2_nobody_else_ends_it(organisation: str, functionary: str) -> None:
    at_haaglanden(signals, *planned_case(), *time_out_activated()).when(
        DONE, by=organisation, functionary=functionary
    ).refused("SIG-2")


def test_sig_2_what_does_not_run_cannot_end() -> None:
    at_haaglanden(signals, *planned_case()).when(DONE, by=HAAGLANDEN, functionary=CHAIR).refused("SIG-2")
