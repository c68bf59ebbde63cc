"""REP-1: a report on the wrong person is retracted: the case ends, nothing runs, labels go, and nobody looks into it any more."""

import pytest

from levensloop.contracts.commands.inclusion import RetractReport
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.standing import CLOSED, Phase, shielded
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from levensloop.signals.service import signals
from support.samples.actions import TWO_ACTIONS
from support.samples.inclusion import (
    SAMPLE_EXIT,
    SAMPLE_REPORT,
    SAMPLE_TEAM,
    case_in_triage,
    case_on_the_table,
    client_died,
    client_excluded,
    direction_transferred,
    included_case,
    move_announced,
    reported_case,
)
from support.samples.plan import planned_case
from support.samples.signals import bed_requested, time_out_activated
from support.samples.world import CHAIR, HAAGLANDEN, NOW, OM, POLITIE, PROVIDER, at_haaglanden

WRONG = RetractReport(reason="Naamgenoot: de melding ging over een ander.")
OPEN = (reported_case(), case_in_triage(), case_on_the_table(), included_case(), planned_case())
ENDED = ((*planned_case(), client_excluded()), (*planned_case(), client_died()))


@pytest.mark.parametrize("history", [*OPEN, *ENDED])
@pytest.mark.parametrize("by", [POLITIE, HAAGLANDEN])
def test_rep_1_by_the_reporter_or_the_zvh_wherever_the_case_is(history: tuple[DomainEvent, ...], by: str) -> None:
    case = at_haaglanden(inclusion, *history)

    [retracted] = case.when(WRONG, by=by).then(ReportRetracted)

    standing = case.and_given(retracted).state.standing
    assert standing.phase is Phase.RETRACTED
    assert Phase.RETRACTED in CLOSED
    assert shielded(standing, HAAGLANDEN) == "EXT-3"
    assert (retracted.by.organisation, retracted.reason) == (by, WRONG.reason)


@pytest.mark.parametrize("by", [OM, PROVIDER])
def test_rep_1_nobody_else_retracts(by: str) -> None:
    at_haaglanden(inclusion, *planned_case()).when(WRONG, by=by).refused("REP-1")


def test_rep_1_what_is_not_there_is_not_retracted_and_once_is_enough() -> None:
    at_haaglanden(inclusion).when(WRONG, by=HAAGLANDEN).refused("INV-4")
    case = at_haaglanden(inclusion, *planned_case())
    [retracted] = case.when(WRONG, by=HAAGLANDEN).then(ReportRetracted)

    case.and_given(retracted).when(WRONG, by=HAAGLANDEN).refused("INV-5")


def test_rep_1_not_while_the_case_moves() -> None:
    moving = at_haaglanden(inclusion, *planned_case(), move_announced(NOW))

    assert "Annuleer die eerst" in moving.when(WRONG, by=HAAGLANDEN).refused("MOV-6").message


def test_rep_1_a_case_that_ended_while_it_moved_can_be() -> None:
    ended = at_haaglanden(inclusion, *planned_case(), move_announced(NOW), client_died())

    ended.when(WRONG, by=HAAGLANDEN).then(ReportRetracted)


def test_rep_1_not_where_another_zvh_directs() -> None:
    moved = at_haaglanden(inclusion, *planned_case(), move_announced(NOW), direction_transferred(NOW))

    moved.when(WRONG, by=HAAGLANDEN).refused("MOV-5")


@pytest.mark.parametrize("service", [inclusion, plan, signals], ids=lambda service: service.name)
def test_rep_1_nothing_runs_any_more(service: object) -> None:
    busy = at_haaglanden(inclusion, *planned_case(), *TWO_ACTIONS, *time_out_activated(), bed_requested())
    [retracted] = busy.when(WRONG, by=HAAGLANDEN).then(ReportRetracted)
    after = busy.and_given(retracted)

    assert Given(service, after.history, after.context).deadlines() == {}  # type: ignore[arg-type]


def test_rep_1_the_labels_stand_at_the_wrong_name_and_go() -> None:
    case = at_haaglanden(inclusion, *planned_case())
    [retracted] = case.when(WRONG, by=POLITIE).then(ReportRetracted)

    labels = Given(plan, case.history, case.context).when_logged(retracted).then(*[LabelWithdrawn] * len(SAMPLE_TEAM))

    assert {label.partner for label in labels} == {invited.organisation for invited in SAMPLE_TEAM}
    assert all("verkeerde persoon" in label.reason for label in labels)


def test_rep_1_after_it_nothing_more_and_the_right_person_is_a_new_case() -> None:
    case = at_haaglanden(inclusion, *planned_case())
    [retracted] = case.when(WRONG, by=HAAGLANDEN).then(ReportRetracted)

    case.and_given(retracted).when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")
    case.and_given(retracted).when(SAMPLE_REPORT, by=POLITIE).refused("INV-4")
