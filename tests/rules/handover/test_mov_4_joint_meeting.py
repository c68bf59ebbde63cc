"""MOV-4: a warm period: both ZVHs meet about the client before direction moves; either may record it."""

import pytest

from levensloop.contracts.commands.handover import HoldJointMeeting, TransferDirection
from levensloop.contracts.events.handover import JointMeetingHeld
from levensloop.handover.service import handover
from support.samples.handover import (
    SAMPLE_MEETING,
    TRANSFER,
    accepted,
    confirmed,
    joint_meeting,
    moving_at_haaglanden,
    moving_at_rotterdam,
    ready_to_transfer,
)
from support.samples.plan import planned_case
from support.samples.world import CHAIR, HAAGLANDEN, POLITIE, PROVIDER, ROTTERDAM, at_haaglanden


def with_participants(*participants: str) -> HoldJointMeeting:
    return SAMPLE_MEETING.model_copy(update={"participants": participants})


def test_mov_4_the_sender_records_a_meeting() -> None:
    [held] = moving_at_haaglanden().when(SAMPLE_MEETING, by=HAAGLANDEN).then(JointMeetingHeld)

    assert (held.move, held.participants) == (1, SAMPLE_MEETING.participants)


def test_mov_4_so_can_the_receiver() -> None:
    moving_at_rotterdam().when(SAMPLE_MEETING, by=ROTTERDAM).then(JointMeetingHeld)


@pytest.mark.parametrize("participants", [(HAAGLANDEN, PROVIDER), (ROTTERDAM, PROVIDER)])
def test_mov_4_both_zvhs_are_there(participants: tuple[str, ...]) -> None:
    moving_at_haaglanden().when(with_participants(*participants), by=HAAGLANDEN).refused("MOV-4")


def test_mov_4_a_participant_must_be_known() -> None:
    moving_at_haaglanden().when(with_participants(HAAGLANDEN, ROTTERDAM, "ggz-nergens"), by=HAAGLANDEN).refused("INV-3")


def test_mov_4_a_partner_does_not_record_it() -> None:
    moving_at_haaglanden().when(SAMPLE_MEETING, by=POLITIE).refused("MOV-4")


def test_mov_4_without_a_move_there_is_nothing_to_hand_over() -> None:
    at_haaglanden(handover, *planned_case()).when(SAMPLE_MEETING, by=HAAGLANDEN).refused("MOV-4")
    ready = ready_to_transfer()
    [*_, moved] = ready.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER)
    ready.and_given(moved).when(SAMPLE_MEETING, by=HAAGLANDEN).refused("MOV-4")


def test_mov_4_direction_does_not_move_without_a_meeting() -> None:
    here = confirmed(moving_at_haaglanden().and_given(accepted(), source=ROTTERDAM))

    here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-4")


@pytest.mark.parametrize("by", [HAAGLANDEN, ROTTERDAM])
def test_mov_4_direction_moves_after_a_meeting_that_either_recorded(by: str) -> None:
    here = moving_at_haaglanden().and_given(accepted(), source=ROTTERDAM).and_given(joint_meeting(by), source=by)

    confirmed(here).when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER)
