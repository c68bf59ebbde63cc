"""INC-1: the procesregisseur chairs; each of the five seats is taken by who belongs there, or empty with its reason."""

from collections.abc import Sequence

import pytest

from levensloop.contracts.event import CommandData
from levensloop.contracts.events.inclusion import ClientIncluded, InclusionDeclined, InclusionTableHeld, PartnerJoined
from levensloop.contracts.vocabulary import Position, Seat, SeatTaken, Stance
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Then
from support.samples.inclusion import (
    SAMPLE_DECLINE,
    SAMPLE_INCLUSION,
    SAMPLE_INVITED,
    SAMPLE_POSITIONS,
    SAMPLE_SEATS,
    case_on_the_table,
)
from support.samples.world import CHAIR, HAAGLANDEN, OM, POLITIE, RECLASSERING, at_haaglanden


def include_with(seats: Sequence[SeatTaken]) -> Then:
    command = SAMPLE_INCLUSION.model_copy(update={"seats": tuple(seats)})
    return at_haaglanden(inclusion, *case_on_the_table()).when(command, by=HAAGLANDEN, functionary=CHAIR)


def seated(seat: Seat, organisation: str | None, because: str | None = None) -> list[SeatTaken]:
    other = SeatTaken(seat=seat, organisation=organisation, empty_because=because)
    return [other if taken.seat is seat else taken for taken in SAMPLE_SEATS]


def test_inc_1_an_empty_seat_with_its_reason_is_recorded() -> None:
    table, *_ = include_with(SAMPLE_SEATS).then(
        InclusionTableHeld, ClientIncluded, *[PartnerJoined] * len(SAMPLE_INVITED)
    )

    assert table.seats == SAMPLE_SEATS


def test_inc_1_all_five_may_sit_there() -> None:
    position = Position(organisation=OM, stance=Stance.ABSTAINS, reasoning="Te weinig bekend.")
    command = SAMPLE_INCLUSION.model_copy(
        update={"seats": tuple(seated(Seat.OM, OM)), "positions": (*SAMPLE_POSITIONS, position)}
    )
    case = at_haaglanden(inclusion, *case_on_the_table())

    case.when(command, by=HAAGLANDEN, functionary=CHAIR).then(
        InclusionTableHeld, ClientIncluded, *[PartnerJoined] * len(SAMPLE_INVITED)
    )


@pytest.mark.parametrize("missing", SAMPLE_SEATS, ids=lambda taken: taken.seat.value)
def test_inc_1_no_seat_goes_unmentioned(missing: SeatTaken) -> None:
    refusal = include_with([taken for taken in SAMPLE_SEATS if taken is not missing]).refused("INC-1")

    assert refusal.details == {"seat": missing.seat.value}


def test_inc_1_no_seat_is_mentioned_twice() -> None:
    include_with([*SAMPLE_SEATS, SAMPLE_SEATS[0]]).refused("INC-1")


@pytest.mark.parametrize(("organisation", "because"), [(None, None), (OM, "Zat er toch.")])
def test_inc_1_a_seat_is_taken_or_empty(organisation: str | None, because: str | None) -> None:
    include_with(seated(Seat.OM, organisation, because)).refused("INC-1")


@pytest.mark.parametrize("wrong", [POLITIE, "om-rotterdam"])
def test_inc_1_a_seat_is_for_that_role_in_this_region(wrong: str) -> None:
    include_with(seated(Seat.OM, wrong)).refused("INC-1")


def test_inc_1_the_reporters_seat_is_for_who_reported() -> None:
    include_with(seated(Seat.REPORTER, RECLASSERING)).refused("INC-1")


def test_inc_1_an_unknown_organisation_sits_nowhere() -> None:
    include_with(seated(Seat.OM, "om-nergens")).refused("INV-3")


def test_inc_1_an_empty_table_decides_nothing() -> None:
    include_with([SeatTaken(seat=seat, empty_because="Ziek.") for seat in Seat]).refused("INC-1")


@pytest.mark.parametrize("command", [SAMPLE_INCLUSION, SAMPLE_DECLINE])
@pytest.mark.parametrize(("by", "functionary"), [(POLITIE, CHAIR), (HAAGLANDEN, "informatiecoördinator")])
def test_inc_1_only_the_procesregisseur_of_the_zvh_chairs(command: CommandData, by: str, functionary: str) -> None:
    case = at_haaglanden(inclusion, *case_on_the_table())

    case.when(command, by=by, functionary=functionary).refused("INC-1")


def test_inc_1_a_decision_not_to_include_needs_its_table_too() -> None:
    case = at_haaglanden(inclusion, *case_on_the_table())

    case.when(SAMPLE_DECLINE, by=HAAGLANDEN, functionary=CHAIR).then(InclusionTableHeld, InclusionDeclined)
    seatless = SAMPLE_DECLINE.model_copy(update={"seats": ()})
    case.when(seatless, by=HAAGLANDEN, functionary=CHAIR).refused("INC-1")
