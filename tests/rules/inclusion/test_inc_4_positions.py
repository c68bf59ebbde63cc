"""INC-4: everyone at the table is heard, all are equal, and one "against" blocks nothing."""

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientIncluded, InclusionTableHeld, PartnerJoined
from levensloop.contracts.vocabulary import Position, Stance
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Then
from support.samples.inclusion import SAMPLE_INCLUSION, SAMPLE_INVITED, SAMPLE_POSITIONS, case_on_the_table
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, OM, POLITIE, PROVIDER, at_haaglanden

INCLUDED: tuple[type[DomainEvent], ...] = (InclusionTableHeld, ClientIncluded, *[PartnerJoined] * len(SAMPLE_INVITED))


def include_with(*positions: Position) -> Then:
    command = SAMPLE_INCLUSION.model_copy(update={"positions": positions})
    return at_haaglanden(inclusion, *case_on_the_table()).when(command, by=HAAGLANDEN, functionary=CHAIR)


@pytest.mark.parametrize("partner", [POLITIE, PROVIDER, GEMEENTE])
def test_inc_4_one_against_blocks_nothing(partner: str) -> None:
    against = Position(organisation=partner, stance=Stance.AGAINST, reasoning="Het kan ook zonder.")
    positions = tuple(against if p.organisation == partner else p for p in SAMPLE_POSITIONS)

    table, *_ = include_with(*positions).then(*INCLUDED)

    assert against in table.positions, "and it is recorded"


@pytest.mark.parametrize("silent", [POLITIE, PROVIDER, GEMEENTE])
def test_inc_4_whoever_sat_there_has_a_position(silent: str) -> None:
    refusal = include_with(*(p for p in SAMPLE_POSITIONS if p.organisation != silent)).refused("INC-4")

    assert refusal.details == {"organisation": silent}


def test_inc_4_nobody_counts_twice() -> None:
    include_with(*SAMPLE_POSITIONS, SAMPLE_POSITIONS[0]).refused("INC-4")


def test_inc_4_an_absent_partner_may_have_sent_its_position() -> None:
    by_letter = Position(organisation=OM, stance=Stance.FOR, reasoning="Schriftelijk vooraf.")

    include_with(*SAMPLE_POSITIONS, by_letter).then(*INCLUDED)


def test_inc_4_an_unknown_organisation_has_no_position() -> None:
    stranger = Position(organisation="om-nergens", stance=Stance.FOR, reasoning="Onbekend.")

    include_with(*SAMPLE_POSITIONS, stranger).refused("INV-3")
