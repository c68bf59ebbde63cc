"""SIG-2, MOV-5: a scenario during a move is the sender's until direction is transferred, and from then on the receiver's."""

from levensloop.contracts.commands.signals import ActivateScenario, EndScenario
from levensloop.contracts.event import SYSTEM, DomainEvent
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.events.signals import (
    ScenarioActivated,
    ScenarioEnded,
    ScenarioStepAssigned,
    ScenarioSuggested,
    SignalRaised,
)
from levensloop.contracts.roles import Role
from levensloop.infra.specification import Given, given
from levensloop.signals.service import signals
from support.samples.inclusion import ROTTERDAM_HEADS, direction_transferred, joined, move_announced
from support.samples.plan import SCALING_DOWN, planned_case
from support.samples.signals import COORDINATOR, SAMPLE_ACTIVATION, SAMPLE_SIGNAL, time_out_activated
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

MOVING = (*planned_case(), move_announced(NOW))
STEPS = [ScenarioStepAssigned] * 3


def at_rotterdam(*more: DomainEvent) -> Given:
    """Moved; Rotterdam's team has just started."""
    there = given(signals, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    there = there.and_given(*MOVING, *more, direction_transferred(NOW), source=HAAGLANDEN)
    return there.and_given(joined(ROTTERDAM_HEADS.provider, zvh=ROTTERDAM))


def test_sig_2_while_the_case_moves_the_plan_holds_and_the_sender_directs() -> None:
    _, *steps = (
        at_haaglanden(signals, *MOVING)
        .when(SAMPLE_ACTIVATION, by=PROVIDER, functionary=COORDINATOR)
        .then(ScenarioActivated, *STEPS)
    )

    assert {step.organisation for step in steps} == {PROVIDER, CRISISDIENST, POLITIE}


def test_mov_5_the_receiver_starts_nothing_before_it_directs() -> None:
    there = given(signals, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(*MOVING, source=HAAGLANDEN)

    there.when(SAMPLE_ACTIVATION, by=ROTTERDAM, functionary=CHAIR).refused("MOV-5")


def test_sig_2_what_runs_when_direction_moves_runs_on_and_the_new_chair_ends_it() -> None:
    there = at_rotterdam(*time_out_activated())

    assert [activation.number for activation in there.state.active()] == [1]
    there.when(EndScenario(activation=1, outcome="Rustig."), by=ROTTERDAM, functionary=CHAIR).then(ScenarioEnded)


def test_sig_2_where_the_plan_designates_who_stayed_behind_the_chair_decides() -> None:
    there = at_rotterdam()

    _, *steps = there.when(SAMPLE_ACTIVATION, by=ROTTERDAM, functionary=CHAIR).then(ScenarioActivated, *STEPS)
    assert {step.organisation for step in steps} == {ROTTERDAM_HEADS.provider, ROTTERDAM}, "nobody else is there yet"
    there.when(SAMPLE_ACTIVATION, by=ROTTERDAM, functionary=SYSTEM).refused("SIG-2")
    there.when(SAMPLE_ACTIVATION, by=ROTTERDAM_HEADS.provider, functionary=COORDINATOR).refused("SIG-2")


def test_sig_2_and_the_suggestion_goes_to_the_zvh() -> None:
    _, suggested = at_rotterdam().when(SAMPLE_SIGNAL, by=ROTTERDAM_HEADS.provider).then(SignalRaised, ScenarioSuggested)

    assert suggested.decided_by == ROTTERDAM


def test_sig_2_a_procesregisseur_who_is_designated_is_the_one_who_directs_now() -> None:
    here, there = at_haaglanden(signals, *MOVING), at_rotterdam()
    command = ActivateScenario(scenario=SCALING_DOWN.key, reason="Het gaat goed.")

    here.when(command, by=HAAGLANDEN, functionary=CHAIR).then(ScenarioActivated, *[ScenarioStepAssigned] * 2)
    there.when(command, by=ROTTERDAM, functionary=CHAIR).then(ScenarioActivated, *[ScenarioStepAssigned] * 2)
    here.and_given(direction_transferred(NOW)).when(command, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")


def test_sig_2_the_same_holds_where_who_is_designated_left_the_team() -> None:
    left = PartnerLeft(
        at=NOW,
        by=actor(HAAGLANDEN, CHAIR),
        organisation=PROVIDER,
        role=Role.LEVENSLOOPAANBIEDER,
        reason="Stopt.",
        left_on=NOW.date(),
    )
    here = at_haaglanden(signals, *planned_case(), left)

    here.when(SAMPLE_ACTIVATION, by=HAAGLANDEN, functionary=CHAIR).then(ScenarioActivated, *STEPS)
