"""MOV-2: direction moves only when the receiver has every event that was sent, unchanged, and can show it."""

from levensloop.contracts.commands.handover import TransferDirection
from levensloop.contracts.events.handover import HandoverAccepted
from levensloop.contracts.recorded import EMPTY_CHAIN
from levensloop.handover.manifest import Link
from levensloop.infra.specification import Given
from support.samples.handover import (
    SAMPLE_ACCEPTANCE,
    TRANSFER,
    accepted,
    confirmed,
    joint_meeting,
    moving_at_haaglanden,
    moving_at_rotterdam,
    ready_to_transfer,
    received,
)
from support.samples.plan import review_held
from support.samples.world import CHAIR, HAAGLANDEN, NOW, ROTTERDAM


def agreed() -> Given:
    """All but the proof that the case is whole."""
    return moving_at_haaglanden().and_given(accepted(), source=ROTTERDAM).and_given(joint_meeting())


def test_mov_2_a_whole_case_moves_with_count_and_digest() -> None:
    here = ready_to_transfer()
    sent = here.state.move.sent.last

    [*_, moved] = here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER)

    assert (moved.count, moved.digest) == (sent.count, sent.digest)


def test_mov_2_as_long_as_the_receiver_says_nothing_it_does_not_move() -> None:
    here = agreed()
    sent = here.state.move.sent.last.count

    refusal = here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-2")

    assert refusal.details == {"received": "0", "sent": str(sent)}


def test_mov_2_what_was_sent_after_the_receipt_must_be_received_too() -> None:
    here = ready_to_transfer().and_given(review_held(NOW, NOW.date()))
    sent = here.state.move.sent.last.count

    refusal = here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-2")

    assert refusal.details == {"received": str(sent - 1), "sent": str(sent)}
    confirmed(here).when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER)


def test_mov_2_another_digest_is_not_the_same_case() -> None:
    here = agreed()
    count = here.state.move.sent.last.count

    refusal = (
        here.and_given(received(Link(count, EMPTY_CHAIN)), source=ROTTERDAM)
        .when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR)
        .refused("MOV-2")
    )

    assert "wijkt af" in refusal.message


def test_mov_2_only_the_receiver_can_say_what_it_has() -> None:
    here = agreed()
    own = here.and_given(received(here.state.move.sent.last), source=HAAGLANDEN)

    own.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-2")


def test_mov_2_a_receipt_of_an_earlier_move_does_not_count() -> None:
    here = agreed()
    older = here.and_given(received(here.state.move.sent.last, move=2), source=ROTTERDAM)

    older.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-2")


def test_mov_2_who_has_not_received_the_case_cannot_accept_it() -> None:
    moving_at_rotterdam().when(SAMPLE_ACCEPTANCE, by=ROTTERDAM, functionary=CHAIR).refused("MOV-2")


def test_mov_2_who_has_received_it_can() -> None:
    confirmed(moving_at_rotterdam()).when(SAMPLE_ACCEPTANCE, by=ROTTERDAM, functionary=CHAIR).then(HandoverAccepted)
