"""WGS-2.31-8: public participants close a case. A death is a fact, and a mistaken report is corrected: neither is decided."""

import pytest

from levensloop.contracts.commands.inclusion import ConcludeTriage, RecordDeath, RetractReport
from levensloop.contracts.events.inclusion import (
    ClientDied,
    ClientExcluded,
    InclusionDeclined,
    InclusionTableHeld,
    ReportRetracted,
    TriageConcluded,
)
from levensloop.contracts.vocabulary import Position, Seat, SeatTaken, Stance, TriageOutcome
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import (
    EXIT_AT,
    SAMPLE_DECLINE,
    SAMPLE_EXIT,
    SAMPLE_TRIAGE,
    case_in_triage,
    case_on_the_table,
    included_case,
)
from support.samples.plan import planned_case
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, NOW, POLITIE, PROVIDER, WOONPARTNER, at_haaglanden

CASE = at_haaglanden(inclusion, *planned_case(), now=EXIT_AT)
ADVICE = ConcludeTriage(
    outcome=TriageOutcome.ADVICE, participants=(POLITIE, PROVIDER), reasoning="Lokaal.", advice="Bel het wijkteam."
)


def test_wgs_2_31_8_the_exit_names_who_closed_the_case() -> None:
    [excluded] = CASE.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).then(ClientExcluded)

    assert excluded.deciders == (GEMEENTE, POLITIE)


@pytest.mark.parametrize(
    ("named", "rule"), [((), "WGS-2.31-8"), ((PROVIDER,), "WGS-2.27-3"), ((WOONPARTNER,), "WGS-2.27-3")]
)
def test_wgs_2_31_8_no_exit_that_no_public_participant_decided(named: tuple[str, ...], rule: str) -> None:
    command = SAMPLE_EXIT.model_copy(update={"deciders": named})

    CASE.when(command, by=HAAGLANDEN, functionary=CHAIR).refused(rule)


@pytest.mark.parametrize("by", [PROVIDER, WOONPARTNER, POLITIE])
def test_wgs_2_31_8_nobody_but_the_chair_records_it(by: str) -> None:
    CASE.when(SAMPLE_EXIT, by=by).refused("EXT-2")


def test_wgs_2_31_8_a_case_closes_with_an_advice_when_a_public_participant_was_there() -> None:
    case = at_haaglanden(inclusion, *case_in_triage())

    case.when(ADVICE, by=HAAGLANDEN).then(TriageConcluded)
    alone = ADVICE.model_copy(update={"participants": (PROVIDER, HAAGLANDEN)})
    case.when(alone, by=HAAGLANDEN).refused("WGS-2.31-8")
    on = SAMPLE_TRIAGE.model_copy(update={"participants": (PROVIDER, HAAGLANDEN)})
    case.when(on, by=HAAGLANDEN).then(TriageConcluded)  # that closes nothing


def test_wgs_2_31_8_declined_by_a_table_with_a_public_participant() -> None:
    case = at_haaglanden(inclusion, *case_on_the_table())
    case.when(SAMPLE_DECLINE, by=HAAGLANDEN, functionary=CHAIR).then(InclusionTableHeld, InclusionDeclined)
    seats = tuple(
        taken if taken.seat is Seat.LEVENSLOOPAANBIEDER else SeatTaken(seat=taken.seat, empty_because="Ziek.")
        for taken in SAMPLE_DECLINE.seats
    )
    positions = (Position(organisation=PROVIDER, stance=Stance.AGAINST, reasoning="Past niet."),)
    alone = SAMPLE_DECLINE.model_copy(update={"seats": seats, "positions": positions})

    case.when(alone, by=HAAGLANDEN, functionary=CHAIR).refused("WGS-2.31-8")


def test_wgs_2_31_8_a_death_and_a_mistake_are_no_decisions() -> None:
    case = at_haaglanden(inclusion, *included_case())

    case.when(RecordDeath(died_on=NOW.date()), by=HAAGLANDEN).then(ClientDied)
    case.when(RetractReport(reason="Naamgenoot."), by=HAAGLANDEN).then(ReportRetracted)
