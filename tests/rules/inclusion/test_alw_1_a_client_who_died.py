"""ALW-1: a client who died is an end of its own, not an exclusion: everyone is told, labels go, and nothing is due any more."""

from datetime import date

import pytest

from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientDied
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.standing import CLOSED, Phase
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from support.recipients import recipients
from support.samples.actions import TWO_ACTIONS
from support.samples.inclusion import (
    SAMPLE_EXIT,
    SAMPLE_TEAM,
    case_in_triage,
    case_on_the_table,
    included_case,
    move_announced,
    reported_case,
)
from support.samples.plan import planned_case
from support.samples.world import CHAIR, HAAGLANDEN, NOW, POLITIE, PROVIDER, WOONPARTNER, at_haaglanden

DEATH = RecordDeath(died_on=date(2026, 2, 1))
CASE = at_haaglanden(inclusion, *planned_case(), *TWO_ACTIONS)
[DIED] = CASE.when(DEATH, by=HAAGLANDEN).then(ClientDied)


@pytest.mark.parametrize(
    "history",
    [
        reported_case(),
        case_in_triage(),
        case_on_the_table(),
        included_case(),
        planned_case(),
        (*planned_case(), move_announced(NOW)),
    ],
)
def test_alw_1_wherever_the_case_is_on_its_way(history: tuple[DomainEvent, ...]) -> None:
    case = at_haaglanden(inclusion, *history)
    [died] = case.when(DEATH, by=HAAGLANDEN).then(ClientDied)

    after = case.and_given(died)
    assert after.state.standing.phase is Phase.DECEASED
    assert Phase.DECEASED in CLOSED
    assert after.deadlines() == Given(plan, after.history, after.context).deadlines() == {}
    assert list(plan.agenda(Given(plan, after.history, after.context).state, {}, HAAGLANDEN)) == []


def test_alw_1_the_labels_are_withdrawn() -> None:
    withdrawn = Given(plan, CASE.history, CASE.context).when_logged(DIED).then(*[LabelWithdrawn] * len(SAMPLE_TEAM))

    assert {label.reason for label in withdrawn} == {"De cliënt is overleden."}


def test_alw_1_after_it_no_exit_and_no_second_death() -> None:
    after = CASE.and_given(DIED)

    after.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")
    after.when(DEATH, by=HAAGLANDEN).refused("INV-5")


def test_alw_1_the_zvh_records_it_and_not_beforehand() -> None:
    CASE.when(DEATH, by=PROVIDER).refused("ALW-1")
    CASE.when(RecordDeath(died_on=date(2026, 2, 3)), by=HAAGLANDEN).refused("ALW-1")
    at_haaglanden(inclusion).when(DEATH, by=HAAGLANDEN).refused("INV-4")


def test_alw_1_the_whole_team_is_told_and_the_reporter() -> None:
    standing = CASE.and_given(DIED).state.standing
    told = dict(recipients(DIED, standing, standing, CASE.context.organisations, HAAGLANDEN))
    assert set(told) == {invited.organisation for invited in SAMPLE_TEAM}
    assert WOONPARTNER in told

    early = at_haaglanden(inclusion, *reported_case()).state.standing
    assert set(dict(recipients(DIED, early, early, CASE.context.organisations, HAAGLANDEN))) == {POLITIE}
