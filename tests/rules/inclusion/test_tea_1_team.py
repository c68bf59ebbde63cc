"""TEA-1: partners join and leave, with dates and a contact."""

from datetime import date

import pytest

from levensloop.contracts.event import CommandData
from levensloop.contracts.events.inclusion import PartnerJoined, PartnerLeft
from levensloop.contracts.roles import Role
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_JOIN, SAMPLE_LEAVE, case_on_the_table, included_case
from support.samples.world import (
    GEMEENTE,
    HAAGLANDEN,
    LCBB,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    WOONPARTNER,
    at_haaglanden,
)

CASE = at_haaglanden(inclusion, *included_case())


def test_tea_1_a_partner_joins() -> None:
    [joined] = CASE.when(SAMPLE_JOIN, by=HAAGLANDEN).then(PartnerJoined)

    assert (joined.organisation, joined.role, joined.contact) == (OM, Role.OM, SAMPLE_JOIN.contact)
    assert joined.joined_on == date(2026, 2, 2)
    assert CASE.and_given(joined).state.standing.in_team(OM)


def test_tea_1_a_partner_leaves() -> None:
    [left] = CASE.when(SAMPLE_LEAVE, by=HAAGLANDEN).then(PartnerLeft)

    assert (left.organisation, left.role) == (WOONPARTNER, Role.WOONPARTNER)
    assert left.left_on == date(2026, 2, 2)
    assert not CASE.and_given(left).state.standing.in_team(WOONPARTNER)


def test_tea_1_who_left_may_come_back() -> None:
    [left] = CASE.when(SAMPLE_LEAVE, by=HAAGLANDEN).then(PartnerLeft)
    again = SAMPLE_JOIN.model_copy(update={"organisation": WOONPARTNER})

    CASE.and_given(left).when(again, by=HAAGLANDEN).then(PartnerJoined)


@pytest.mark.parametrize("organisation", [POLITIE, "politie-rotterdam", LCBB, HAAGLANDEN])
def test_tea_1_who_cannot_join(organisation: str) -> None:
    """Already in, of another region, no partner, the ZVH itself."""
    CASE.when(SAMPLE_JOIN.model_copy(update={"organisation": organisation}), by=HAAGLANDEN).refused("TEA-1")


def test_tea_1_an_unknown_organisation_cannot_join() -> None:
    CASE.when(SAMPLE_JOIN.model_copy(update={"organisation": "om-nergens"}), by=HAAGLANDEN).refused("INV-3")


def test_tea_1_who_is_not_in_cannot_leave() -> None:
    CASE.when(SAMPLE_LEAVE.model_copy(update={"organisation": OTHER_WOONPARTNER}), by=HAAGLANDEN).refused("TEA-1")


@pytest.mark.parametrize("head", [PROVIDER, GEMEENTE])
def test_tea_1_who_carries_the_case_does_not_leave(head: str) -> None:
    CASE.when(SAMPLE_LEAVE.model_copy(update={"organisation": head}), by=HAAGLANDEN).refused("TEA-1")


@pytest.mark.parametrize(("command", "rule"), [(SAMPLE_JOIN, "WGS-2.31-3"), (SAMPLE_LEAVE, "WGS-2.31-4")])
@pytest.mark.parametrize("by", [PROVIDER, WOONPARTNER, OM])
def test_tea_1_the_zvh_composes_the_team_or_a_public_participant_in_it(
    command: CommandData, rule: str, by: str
) -> None:
    """No private participant, no third party, and no public participant that is not in the team."""
    CASE.when(command, by=by).refused(rule)


def test_tea_1_there_is_no_team_before_the_inclusion() -> None:
    at_haaglanden(inclusion, *case_on_the_table()).when(SAMPLE_JOIN, by=HAAGLANDEN).refused("INV-5")
