"""WGS-2.31-4: public participants decide who takes part, and who no longer does."""

import pytest

from levensloop.contracts.commands.inclusion import ChangeHeads
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import Grant, entitled
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.inclusion import HeadsChanged, PartnerJoined, PartnerLeft
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.roles import Role
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import given
from support.samples.inclusion import SAMPLE_HEADS, SAMPLE_JOIN, SAMPLE_LEAVE, included_case
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OM,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    WOONPARTNER,
    at_haaglanden,
)

CASE = at_haaglanden(inclusion, *included_case())
NEW = "gemeente-delft"
REGION = given(
    inclusion,
    *included_case(),
    me=HAAGLANDEN,
    now=NOW,
    organisations=(*ORGANISATIONS, Organisation(NEW, Role.GEMEENTE, HAAGLANDEN)),
)


def test_wgs_2_31_4_the_event_says_who_decided() -> None:
    [joined] = CASE.when(SAMPLE_JOIN, by=HAAGLANDEN).then(PartnerJoined)
    [left] = CASE.when(SAMPLE_LEAVE, by=HAAGLANDEN).then(PartnerLeft)

    assert (joined.deciders, left.deciders) == ((GEMEENTE,), (GEMEENTE,))


@pytest.mark.parametrize("command", [SAMPLE_JOIN, SAMPLE_LEAVE])
def test_wgs_2_31_4_a_public_participant_in_the_team_gives_it_itself(command: CommandData) -> None:
    [event] = CASE.when(command.model_copy(update={"deciders": ()}), by=POLITIE).decision  # type: ignore[misc]

    assert event.deciders == (POLITIE,)


@pytest.mark.parametrize("by", [PROVIDER, CRISISDIENST, WOONPARTNER, OM])
def test_wgs_2_31_4_nobody_else_sends_away(by: str) -> None:
    CASE.when(SAMPLE_LEAVE, by=by).refused("WGS-2.31-4")


@pytest.mark.parametrize("command", [SAMPLE_JOIN, SAMPLE_LEAVE])
def test_wgs_2_31_4_nobody_decided(command: CommandData) -> None:
    CASE.when(command.model_copy(update={"deciders": ()}), by=HAAGLANDEN).refused("WGS-2.31-4")


def test_wgs_2_31_4_who_joins_does_not_decide_that_it_does() -> None:
    CASE.when(SAMPLE_JOIN.model_copy(update={"deciders": (OM,)}), by=HAAGLANDEN).refused("WGS-2.31-4")


def test_wgs_2_31_4_new_heads_that_are_new_in_the_team_are_decided_on_too() -> None:
    heads = SAMPLE_HEADS.model_copy(update={"municipality": NEW})
    change = ChangeHeads(heads=heads, reason="Verhuisd binnen de regio.")

    REGION.when(change, by=HAAGLANDEN, functionary=CHAIR).refused("WGS-2.31-4")
    decided = change.model_copy(update={"deciders": (POLITIE,)})
    joined, _ = REGION.when(decided, by=HAAGLANDEN, functionary=CHAIR).then(PartnerJoined, HeadsChanged)
    assert joined.deciders == (POLITIE,)


def test_wgs_2_31_4_who_is_named_hears_that_it_is_and_may_take_it_back() -> None:
    [joined] = CASE.when(SAMPLE_JOIN, by=HAAGLANDEN).then(PartnerJoined)
    after = CASE.and_given(joined)
    world = {o.id: o for o in ORGANISATIONS}
    held = dict(entitled(joined, CASE.state.standing, after.state.standing, world, HAAGLANDEN))

    assert held[GEMEENTE] == {Grant.TEAM}
    assert "deciders" in matrix().given("partner-joined", Role.GEMEENTE, held[GEMEENTE])
    undo = SAMPLE_LEAVE.model_copy(update={"organisation": OM, "deciders": ()})
    after.when(undo, by=GEMEENTE).then(PartnerLeft)
