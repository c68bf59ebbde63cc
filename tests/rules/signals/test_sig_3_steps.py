"""SIG-3: every role with a step gets that step and acknowledges it."""

import pytest

from levensloop.contracts.commands.signals import AcknowledgeStep, ActivateScenario
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.events.signals import (
    ScenarioActivated,
    ScenarioEnded,
    ScenarioStepAcknowledged,
    ScenarioStepAssigned,
)
from levensloop.contracts.roles import Role
from levensloop.signals.service import signals
from support.samples.plan import SCALING_DOWN, TIME_OUT, planned_case
from support.samples.signals import COORDINATOR, SAMPLE_ACTIVATION, time_out_activated
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    POLITIE,
    PROVIDER,
    actor,
    at_haaglanden,
)

ACKNOWLEDGE = AcknowledgeStep(activation=1)
RUNNING = (*planned_case(), *time_out_activated())
ENDED = ScenarioEnded(at=NOW, by=actor(PROVIDER), activation=1, scenario=TIME_OUT.key, outcome="Rustig.")


def acknowledged(organisation: str) -> ScenarioStepAcknowledged:
    return ScenarioStepAcknowledged(
        at=NOW, by=actor(organisation), activation=1, scenario=TIME_OUT.key, organisation=organisation
    )


def test_sig_3_every_member_with_a_step_gets_its_own() -> None:
    _, *steps = (
        at_haaglanden(signals, *planned_case())
        .when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR)
        .then(ScenarioActivated, *[ScenarioStepAssigned] * 3)
    )

    assert [(s.organisation, s.step, s.if_fails) for s in steps] == [
        (PROVIDER, "Vraagt het bed aan.", "Belt het LCBB."),
        (CRISISDIENST, "Beoordeelt binnen een dag.", "Achterwacht komt."),
        (POLITIE, "Staat klaar voor vervoer.", "Meldkamer regelt vervoer."),
    ]


def test_sig_3_the_zvh_itself_may_have_a_step() -> None:
    _, *steps = (
        at_haaglanden(signals, *planned_case())
        .when(ActivateScenario(scenario=SCALING_DOWN.key, reason="Het gaat goed."), by=HAAGLANDEN, functionary=CHAIR)
        .then(ScenarioActivated, ScenarioStepAssigned, ScenarioStepAssigned)
    )

    assert [s.organisation for s in steps] == [PROVIDER, HAAGLANDEN]


def test_sig_3_a_step_of_who_left_the_team_is_for_the_zvh() -> None:
    left = PartnerLeft(
        at=NOW,
        by=actor(HAAGLANDEN, CHAIR),
        organisation=POLITIE,
        role=Role.POLITIE,
        reason="Klaar.",
        left_on=NOW.date(),
    )

    _, *steps = (
        at_haaglanden(signals, *planned_case(), left)
        .when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR)
        .then(ScenarioActivated, *[ScenarioStepAssigned] * 3)
    )

    assert [(s.organisation, s.role) for s in steps][-1] == (HAAGLANDEN, Role.POLITIE)
    assert POLITIE not in [s.organisation for s in steps]


@pytest.mark.parametrize("organisation", [PROVIDER, CRISISDIENST, POLITIE])
def test_sig_3_who_got_a_step_acknowledges_it(organisation: str) -> None:
    [event] = at_haaglanden(signals, *RUNNING).when(ACKNOWLEDGE, by=organisation).then(ScenarioStepAcknowledged)

    assert (event.organisation, event.scenario) == (organisation, TIME_OUT.key)


def test_sig_3_twice_changes_nothing() -> None:
    here = at_haaglanden(signals, *RUNNING, acknowledged(POLITIE))

    here.when(ACKNOWLEDGE, by=POLITIE).then()
    here.and_given(ENDED).when(ACKNOWLEDGE, by=POLITIE).then()
    here.when(ACKNOWLEDGE, by=CRISISDIENST).then(ScenarioStepAcknowledged)


@pytest.mark.parametrize("organisation", [GEMEENTE, HAAGLANDEN])
def test_sig_3_who_got_no_step_is_refused(organisation: str) -> None:
    at_haaglanden(signals, *RUNNING).when(ACKNOWLEDGE, by=organisation).refused("SIG-3")


def test_sig_3_an_activation_that_is_not_there_is_refused() -> None:
    at_haaglanden(signals, *RUNNING).when(AcknowledgeStep(activation=2), by=POLITIE).refused("SIG-3")


def test_sig_3_after_the_end_there_is_nothing_to_acknowledge() -> None:
    at_haaglanden(signals, *RUNNING, ENDED).when(ACKNOWLEDGE, by=POLITIE).refused("SIG-3")
