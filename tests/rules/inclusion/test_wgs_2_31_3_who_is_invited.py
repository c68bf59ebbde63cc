"""WGS-2.31-3: public participants invite private ones into the team."""

import pytest

from levensloop.contracts.commands.inclusion import AddPartner, IncludeClient
from levensloop.contracts.events.inclusion import ClientIncluded, InclusionTableHeld, PartnerJoined
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import Seat, Stance
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Then
from support.samples.inclusion import SAMPLE_INCLUSION, SAMPLE_INVITED, case_on_the_table, included_case, partner_left
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    WOONPARTNER,
    at_haaglanden,
)

TABLE = at_haaglanden(inclusion, *case_on_the_table())
CASE = at_haaglanden(inclusion, *included_case(), partner_left(RECLASSERING, Role.RECLASSERING))
INVITE = AddPartner(organisation=RECLASSERING, contact="Reclasseringswerker", deciders=(GEMEENTE,))


def include(command: IncludeClient) -> Then:
    return TABLE.when(command, by=HAAGLANDEN, functionary=CHAIR)


def test_wgs_2_31_3_a_private_participant_joins_by_decision_of_a_public_one() -> None:
    [joined] = CASE.when(INVITE, by=HAAGLANDEN).then(PartnerJoined)

    assert (joined.organisation, joined.deciders) == (RECLASSERING, (GEMEENTE,))


def test_wgs_2_31_3_a_public_participant_invites_itself() -> None:
    [joined] = CASE.when(INVITE.model_copy(update={"deciders": ()}), by=POLITIE).then(PartnerJoined)

    assert joined.deciders == (POLITIE,)


def test_wgs_2_31_3_nobody_decided() -> None:
    CASE.when(INVITE.model_copy(update={"deciders": ()}), by=HAAGLANDEN).refused("WGS-2.31-3")


@pytest.mark.parametrize("by", [PROVIDER, CRISISDIENST, WOONPARTNER])
def test_wgs_2_31_3_private_participants_and_third_parties_invite_nobody(by: str) -> None:
    CASE.when(INVITE, by=by).refused("WGS-2.31-3")


def test_wgs_2_31_3_of_the_first_team_the_public_participants_at_the_table_decide() -> None:
    _, _, *team = include(SAMPLE_INCLUSION).then(
        InclusionTableHeld, ClientIncluded, *[PartnerJoined] * len(SAMPLE_INVITED)
    )

    assert {joined.deciders for joined in team} == {(POLITIE, GEMEENTE)}


def test_wgs_2_31_3_who_was_against_did_not_decide_it() -> None:
    """INC-4: it blocks nothing either."""
    events = include(_against(POLITIE)).decision

    assert not isinstance(events, Refusal)
    assert {event.deciders for event in events if isinstance(event, PartnerJoined)} == {(GEMEENTE,)}


def test_wgs_2_31_3_without_a_public_participant_that_was_for_it_nobody_is_invited() -> None:
    include(_against(POLITIE, GEMEENTE)).refused("WGS-2.31-3")


def _against(*organisations: str) -> IncludeClient:
    positions = tuple(
        p.model_copy(update={"stance": Stance.AGAINST}) if p.organisation in organisations else p
        for p in SAMPLE_INCLUSION.positions
    )
    assert {taken.seat for taken in SAMPLE_INCLUSION.seats} == set(Seat)
    return SAMPLE_INCLUSION.model_copy(update={"positions": positions})
