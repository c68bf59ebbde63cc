"""TEA-1, MOV-5: until the transfer the team is that of who hands over; in the new region it starts with who carry the case there."""

from datetime import date

import pytest

from levensloop.contracts.event import CommandData
from levensloop.contracts.events.inclusion import PartnerJoined, PartnerLeft
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import given
from support.samples.inclusion import (
    ROTTERDAM_HEADS,
    SAMPLE_EXIT,
    SAMPLE_JOIN,
    SAMPLE_LEAVE,
    direction_transferred,
    move_announced,
)
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    PROVIDER,
    ROTTERDAM,
    amsterdam,
    at_haaglanden,
)

TRANSFERRED_AT = amsterdam(2026, 3, 2)


def test_tea_1_the_receiving_zvh_starts_a_team() -> None:
    there = given(inclusion, me=ROTTERDAM, now=TRANSFERRED_AT, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), source=HAAGLANDEN
    )

    joined = there.when_logged(direction_transferred(TRANSFERRED_AT), source=HAAGLANDEN).then(
        PartnerJoined, PartnerJoined
    )

    assert [(j.organisation, j.contact, j.joined_on) for j in joined] == [
        (ROTTERDAM_HEADS.provider, ROTTERDAM_HEADS.coordinator, date(2026, 3, 2)),
        (ROTTERDAM_HEADS.municipality, ROTTERDAM_HEADS.municipal_director, date(2026, 3, 2)),
    ]


def test_tea_1_who_was_taken_out_of_the_topology_since_does_not_start_it() -> None:
    """Named as head when the move was accepted; the other one starts the team, and `ChangeHeads` names who carries it instead."""
    known = [organisation for organisation in ORGANISATIONS if organisation.id != ROTTERDAM_HEADS.provider]
    there = given(inclusion, me=ROTTERDAM, now=TRANSFERRED_AT, organisations=known).and_given(
        *planned_case(), move_announced(NOW), source=HAAGLANDEN
    )

    [joined] = there.when_logged(direction_transferred(TRANSFERRED_AT), source=HAAGLANDEN).then(PartnerJoined)

    assert joined.organisation == ROTTERDAM_HEADS.municipality


def test_tea_1_seeing_the_transfer_twice_adds_nobody_twice() -> None:
    there = given(inclusion, me=ROTTERDAM, now=TRANSFERRED_AT, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), direction_transferred(TRANSFERRED_AT), source=HAAGLANDEN
    )
    transferred = there.history[-1]
    reaction, *_ = inclusion.reactions
    team = reaction.react(there.state, transferred, there.context)

    assert reaction.react(there.and_given(*team).state, transferred, there.context) == []


def test_tea_1_the_sending_zvh_starts_none() -> None:
    here = at_haaglanden(inclusion, *planned_case(), move_announced(NOW))

    here.when_logged(direction_transferred(TRANSFERRED_AT)).then()


@pytest.mark.parametrize("head", [PROVIDER, GEMEENTE])
def test_tea_1_who_carries_the_case_does_not_leave_while_it_moves(head: str) -> None:
    leaves = SAMPLE_LEAVE.model_copy(update={"organisation": head})
    moving = at_haaglanden(inclusion, *planned_case(), move_announced(NOW))

    moving.when(leaves, by=HAAGLANDEN).refused("TEA-1")


def test_tea_1_others_still_come_and_go_while_it_moves() -> None:
    moving = at_haaglanden(inclusion, *planned_case(), move_announced(NOW))

    moving.when(SAMPLE_JOIN, by=HAAGLANDEN).then(PartnerJoined)
    moving.when(SAMPLE_LEAVE, by=HAAGLANDEN).then(PartnerLeft)


@pytest.mark.parametrize("command", [SAMPLE_JOIN, SAMPLE_LEAVE, SAMPLE_EXIT])
def test_mov_5_who_receives_changes_no_team_and_ends_nothing_before_the_transfer(command: CommandData) -> None:
    there = given(inclusion, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), source=HAAGLANDEN
    )

    there.when(command, by=ROTTERDAM, functionary=CHAIR).refused("MOV-5")


def test_tea_1_the_new_heads_do_not_leave_before_they_are_in_the_team_nor_after() -> None:
    """Between the transfer and the first members there is an empty team, and nobody to remove."""
    leaves = SAMPLE_LEAVE.model_copy(update={"organisation": ROTTERDAM_HEADS.provider})
    there = given(inclusion, me=ROTTERDAM, now=TRANSFERRED_AT, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), direction_transferred(TRANSFERRED_AT), source=HAAGLANDEN
    )
    reaction, *_ = inclusion.reactions
    team = reaction.react(there.state, there.history[-1], there.context)

    for case in (there, there.and_given(*team)):
        case.when(leaves, by=ROTTERDAM).refused("TEA-1")
