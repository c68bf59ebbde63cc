"""MOV-5: direction and coordination move at one moment, by the event of the ZVH that hands over: never nobody, never two."""

from typing import Any

import pytest

from levensloop.contracts.commands.handover import AcceptHandover, TransferDirection
from levensloop.contracts.commands.plan import HoldReview
from levensloop.contracts.events.handover import HandoverAccepted
from levensloop.handover.service import handover
from levensloop.infra.specification import given
from levensloop.plan.service import plan
from support.samples.handover import (
    HANDED_OVER_AT,
    SAMPLE_ACCEPTANCE,
    SAMPLE_ANNOUNCEMENT,
    TRANSFER,
    accepted,
    confirmed,
    joint_meeting,
    moving_at_haaglanden,
    moving_at_rotterdam,
    ready_to_transfer,
)
from support.samples.inclusion import ROTTERDAM_HEADS, SAMPLE_HEADS, direction_transferred, move_announced
from support.samples.plan import SAMPLE_REVIEW, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, NOW, ORGANISATIONS, ROTTERDAM, at_haaglanden


def heads(**change: str) -> Any:
    return SAMPLE_ACCEPTANCE.model_copy(update={"heads": ROTTERDAM_HEADS.model_copy(update=change)})


def test_mov_5_the_receiver_accepts_and_names_its_heads() -> None:
    [event] = (
        confirmed(moving_at_rotterdam()).when(SAMPLE_ACCEPTANCE, by=ROTTERDAM, functionary=CHAIR).then(HandoverAccepted)
    )

    assert (event.move, event.heads) == (1, ROTTERDAM_HEADS)


def test_mov_5_to_accept_twice_changes_nothing_and_other_heads_replace() -> None:
    there = confirmed(moving_at_rotterdam()).and_given(accepted())

    there.when(SAMPLE_ACCEPTANCE, by=ROTTERDAM, functionary=CHAIR).then()
    there.when(heads(coordinator="G. Coördinator"), by=ROTTERDAM, functionary=CHAIR).then(HandoverAccepted)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"provider": "levensloopaanbieder-haaglanden"}, "MOV-5"),
        ({"provider": "gemeente-rotterdam"}, "MOV-5"),
        ({"provider": "aanbieder-nergens"}, "INV-3"),
        ({"municipality": "gemeente-den-haag"}, "MOV-5"),
        ({"municipality": "levensloopaanbieder-rotterdam"}, "MOV-5"),
        ({"municipality": "gemeente-nergens"}, "INV-3"),
    ],
)
def test_mov_5_heads_are_of_the_receiving_region(change: dict[str, str], rule: str) -> None:
    confirmed(moving_at_rotterdam()).when(heads(**change), by=ROTTERDAM, functionary=CHAIR).refused(rule)


@pytest.mark.parametrize("command", [SAMPLE_ACCEPTANCE, AcceptHandover(heads=SAMPLE_HEADS)])
def test_mov_5_only_the_receiver_accepts(command: AcceptHandover) -> None:
    confirmed(moving_at_haaglanden()).when(command, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")


def test_mov_5_without_a_move_there_is_nothing_to_accept() -> None:
    at_haaglanden(handover, *planned_case()).when(
        AcceptHandover(heads=SAMPLE_HEADS), by=HAAGLANDEN, functionary=CHAIR
    ).refused("MOV-5")


def test_mov_5_and_there_only_the_chair() -> None:
    confirmed(moving_at_rotterdam()).when(SAMPLE_ACCEPTANCE, by=ROTTERDAM).refused("MOV-5")


def test_mov_5_direction_moves_with_the_heads_that_the_receiver_named() -> None:
    [*_, moved] = ready_to_transfer().when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER)

    assert (moved.from_zvh, moved.to_zvh, moved.heads) == (HAAGLANDEN, ROTTERDAM, ROTTERDAM_HEADS)


def test_mov_5_not_before_the_receiver_accepted() -> None:
    here = confirmed(moving_at_haaglanden().and_given(joint_meeting()))

    here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")


def test_mov_5_an_acceptance_that_others_recorded_does_not_count() -> None:
    here = confirmed(moving_at_haaglanden().and_given(joint_meeting(), accepted()))

    here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")


def test_mov_5_without_a_move_there_is_nothing_to_transfer() -> None:
    at_haaglanden(handover, *planned_case()).when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused(
        "MOV-5"
    )


def test_mov_5_the_receiver_cannot_take_direction() -> None:
    there = confirmed(moving_at_rotterdam()).and_given(accepted(), joint_meeting(ROTTERDAM))

    there.when(TransferDirection(), by=ROTTERDAM, functionary=CHAIR).refused("MOV-5")


def test_mov_5_at_the_sender_only_the_chair_transfers() -> None:
    ready_to_transfer().when(TransferDirection(), by=HAAGLANDEN).refused("MOV-5")


def test_mov_5_until_the_transfer_the_sender_directs() -> None:
    review = HoldReview.model_validate({**dict(SAMPLE_REVIEW)})
    moving = at_haaglanden(plan, *planned_case(), move_announced(NOW))
    there = given(plan, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), source=HAAGLANDEN
    )

    assert moving.state.standing.director == there.state.standing.director == HAAGLANDEN
    there.when(review, by=ROTTERDAM, functionary=CHAIR).refused("MOV-5")


def test_mov_5_from_the_transfer_on_the_receiver_directs() -> None:
    here = at_haaglanden(plan, *planned_case(), move_announced(NOW), direction_transferred(HANDED_OVER_AT))

    assert here.state.standing.director == ROTTERDAM
    refusal = here.when(HoldReview.model_validate(dict(SAMPLE_REVIEW)), by=HAAGLANDEN, functionary=CHAIR)
    assert refusal.refused("MOV-5").details == {"director": ROTTERDAM}
    at_haaglanden(handover, *planned_case(), move_announced(NOW), direction_transferred(HANDED_OVER_AT)).when(
        SAMPLE_ANNOUNCEMENT, by=HAAGLANDEN, functionary=CHAIR
    ).refused("MOV-5")
