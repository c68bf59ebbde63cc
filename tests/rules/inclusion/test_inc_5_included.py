"""INC-5: inclusion sets its date, names who carry the case, and the team starts to exist."""

from datetime import date
from typing import Any

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientIncluded, InclusionTableHeld, PartnerJoined
from levensloop.contracts.standing import Phase
from levensloop.contracts.vocabulary import Invitation
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Then
from support.samples.inclusion import SAMPLE_HEADS, SAMPLE_INCLUSION, SAMPLE_INVITED, case_in_triage, case_on_the_table
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, LCBB, POLITIE, PROVIDER, amsterdam, at_haaglanden

CASE = at_haaglanden(inclusion, *case_on_the_table())
INCLUDED: tuple[type[DomainEvent], ...] = (InclusionTableHeld, ClientIncluded, *[PartnerJoined] * len(SAMPLE_INVITED))


def include(**changed: Any) -> Then:
    command = SAMPLE_INCLUSION.model_copy(update=changed)
    return CASE.when(command, by=HAAGLANDEN, functionary=CHAIR)


def invite(organisation: str) -> Invitation:
    return Invitation(organisation=organisation, contact="Iemand")


def test_inc_5_the_team_starts_with_the_inclusion() -> None:
    events = include().then(*INCLUDED)

    standing = CASE.and_given(*events).state.standing

    assert standing.phase is Phase.INCLUDED
    assert standing.heads == SAMPLE_HEADS
    assert list(standing.team) == [invited.organisation for invited in SAMPLE_INVITED]


def test_inc_5_the_inclusion_date_is_the_day_in_the_netherlands() -> None:
    late = amsterdam(2026, 1, 13, hour=0, minute=30)  # still 12 January in UTC

    _, included, *team = CASE.when(SAMPLE_INCLUSION, by=HAAGLANDEN, functionary=CHAIR, at=late).then(*INCLUDED)

    assert included.included_on == date(2026, 1, 13)
    assert {joined.joined_on for joined in team} == {date(2026, 1, 13)}


@pytest.mark.parametrize("absent", [PROVIDER, GEMEENTE])
def test_inc_5_who_carry_the_case_are_in_the_team(absent: str) -> None:
    include(team=tuple(i for i in SAMPLE_INVITED if i.organisation != absent)).refused("INC-5")


@pytest.mark.parametrize("head", ["provider", "municipality"])
def test_inc_5_who_carry_the_case_have_the_fitting_role(head: str) -> None:
    include(heads=SAMPLE_HEADS.model_copy(update={head: POLITIE})).refused("INC-5")


@pytest.mark.parametrize("stranger", ["politie-rotterdam", HAAGLANDEN, LCBB])
def test_inc_5_the_team_holds_partners_of_this_region_only(stranger: str) -> None:
    include(team=(*SAMPLE_INVITED, invite(stranger))).refused("TEA-1")


def test_inc_5_nobody_is_in_the_team_twice() -> None:
    include(team=(*SAMPLE_INVITED, invite(POLITIE))).refused("TEA-1")


def test_inc_5_an_unknown_organisation_is_in_no_team() -> None:
    include(team=(*SAMPLE_INVITED, invite("ggd-nergens"))).refused("INV-3")


def test_inc_5_inclusion_waits_for_the_table() -> None:
    case = at_haaglanden(inclusion, *case_in_triage())

    case.when(SAMPLE_INCLUSION, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")
