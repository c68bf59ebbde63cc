"""MOV-6: a move may fall through at every moment before the transfer, and then nothing changes hands."""

import pytest

from levensloop.contracts.commands.handover import CancelMove, TransferDirection
from levensloop.contracts.commands.plan import HoldReview
from levensloop.contracts.events.handover import IdentityPresented, IdentityWithdrawn, MoveAnnounced, MoveCancelled
from levensloop.contracts.events.plan import LabelWithdrawn, ReviewHeld
from levensloop.contracts.standing import shielded
from levensloop.handover.service import handover
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from support.samples.handover import (
    SAMPLE_ACCEPTANCE,
    SAMPLE_ANNOUNCEMENT,
    accepted,
    announced_at_haaglanden,
    answered_at_haaglanden,
    confirmed,
    moving_at_haaglanden,
    moving_at_rotterdam,
    presented,
    presented_at_rotterdam,
    ready_to_transfer,
    supplier_asked,
)
from support.samples.inclusion import SAMPLE_TEAM, client_died, direction_transferred, move_announced
from support.samples.plan import SAMPLE_REVIEW, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, NOW, POLITIE, ROTTERDAM, actor, at_haaglanden

CANCEL = CancelMove(reason="De woning in Rotterdam ging naar een ander.")
BETWEEN = {"move": 1, "from_zvh": HAAGLANDEN, "to_zvh": ROTTERDAM}
CANCELLED = MoveCancelled(at=NOW, by=actor(HAAGLANDEN, CHAIR), reason=CANCEL.reason, **BETWEEN)
WITHDRAWN = IdentityWithdrawn(at=NOW, by=actor(HAAGLANDEN, CHAIR), **BETWEEN)

BEFORE_THE_RELEASE = {
    "announced": announced_at_haaglanden(),
    "answered": answered_at_haaglanden(),
    "suppliers asked": answered_at_haaglanden().and_given(supplier_asked()),
}
AFTER_IT = {
    "released": moving_at_haaglanden(),
    "received": confirmed(moving_at_haaglanden()),
    "accepted": moving_at_haaglanden().and_given(accepted(), source=ROTTERDAM),
    "ready to transfer": ready_to_transfer(),
}
RUNNING = {**BEFORE_THE_RELEASE, **AFTER_IT}
EACH = pytest.mark.parametrize("here", RUNNING.values(), ids=RUNNING)


def ended(here: Given) -> Given:
    decision = here.when(CANCEL, by=HAAGLANDEN, functionary=CHAIR).decision
    assert isinstance(decision, list)
    return here.and_given(*decision)


@pytest.mark.parametrize("here", BEFORE_THE_RELEASE.values(), ids=BEFORE_THE_RELEASE)
def test_mov_6_before_the_release_the_receiver_hears_only_that_it_need_not_answer(here: Given) -> None:
    cancelled, withdrawn = here.when(CANCEL, by=HAAGLANDEN, functionary=CHAIR).then(MoveCancelled, IdentityWithdrawn)

    assert cancelled.reason == CANCEL.reason
    assert set(type(withdrawn).model_fields) == {"at", "by", *BETWEEN}


@pytest.mark.parametrize("here", AFTER_IT.values(), ids=AFTER_IT)
def test_mov_6_after_it_the_end_itself_travels(here: Given) -> None:
    here.when(CANCEL, by=HAAGLANDEN, functionary=CHAIR).then(MoveCancelled)


@EACH
def test_mov_6_nothing_changes_hands(here: Given) -> None:
    after = ended(here).state

    assert after.standing.director == HAAGLANDEN
    assert after.standing.heads == here.state.standing.heads
    assert set(after.standing.team) == {invited.organisation for invited in SAMPLE_TEAM}
    assert after.standing.moving_to is None
    assert after.standing.presented_to is None
    assert after.labels == here.state.labels
    assert after.running is None


@EACH
def test_mov_6_its_terms_stop_and_nothing_is_left_to_do(here: Given) -> None:
    after = ended(here)

    assert after.deadlines() == {}
    assert handover.agenda(after.state, {}, HAAGLANDEN) == []


@EACH
def test_mov_6_what_is_left_of_it_is_refused(here: Given) -> None:
    after = ended(here)

    after.when(CANCEL, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-6")
    after.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")
    after.when_logged(accepted(), source=ROTTERDAM).then()


@EACH
@pytest.mark.parametrize("to_zvh", [ROTTERDAM])
def test_mov_6_another_move_may_start_with_the_next_number(here: Given, to_zvh: str) -> None:
    again = SAMPLE_ANNOUNCEMENT.model_copy(update={"to_zvh": to_zvh})

    announced, shown = ended(here).when(again, by=HAAGLANDEN).then(MoveAnnounced, IdentityPresented)

    assert announced.move == shown.move == 2


def test_mov_6_an_earlier_agreement_does_not_count_for_the_next_move() -> None:
    here = ended(moving_at_haaglanden()).and_given(move_announced(NOW, 2), presented(2))

    assert here.state.running.asked == {}
    assert not here.state.running.released


def test_mov_6_only_by_the_chair_of_who_hands_over() -> None:
    moving_at_haaglanden().when(CANCEL, by=HAAGLANDEN).refused("MOV-6")
    moving_at_haaglanden().when(CANCEL, by=POLITIE, functionary=CHAIR).refused("MOV-6")
    moving_at_rotterdam().when(CANCEL, by=ROTTERDAM, functionary=CHAIR).refused("MOV-5")


def test_mov_6_without_a_move_or_after_the_transfer_there_is_nothing_to_cancel() -> None:
    at_haaglanden(handover, *planned_case()).when(CANCEL, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-6")
    moved = moving_at_haaglanden().and_given(direction_transferred(NOW))
    moved.when(CANCEL, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")


def test_mov_6_who_directs_goes_on_working() -> None:
    here = at_haaglanden(plan, *planned_case(), move_announced(NOW), CANCELLED)
    review = HoldReview.model_validate(dict(SAMPLE_REVIEW))

    here.when(review, by=HAAGLANDEN, functionary=CHAIR).then(ReviewHeld)


def test_mov_6_at_the_receiver_the_copy_is_shielded_and_nothing_is_asked_any_more() -> None:
    there = moving_at_rotterdam().and_given(CANCELLED, source=HAAGLANDEN)

    assert shielded(moving_at_rotterdam().state.standing, ROTTERDAM) is None
    assert shielded(there.state.standing, ROTTERDAM) == "MOV-7"
    assert handover.agenda_elsewhere(there.state, ROTTERDAM) == []
    there.when(SAMPLE_ACCEPTANCE, by=ROTTERDAM, functionary=CHAIR).refused("MOV-5")
    asked = presented_at_rotterdam().and_given(WITHDRAWN, source=HAAGLANDEN)
    assert handover.agenda_elsewhere(asked.state, ROTTERDAM) == []


@EACH
def test_mov_6_a_client_who_dies_ends_it_once_the_labels_are_withdrawn(here: Given) -> None:
    """So that this travels too, if the case did."""
    died = here.and_given(client_died())
    gone = [_withdrawn(label.partner) for label in here.state.labels.values()]

    here.when_logged(client_died()).then()
    decision = died.and_given(*gone[:-1]).when_logged(gone[-1]).decision
    assert [type(event) for event in decision if isinstance(event, MoveCancelled | IdentityWithdrawn)] == (
        [MoveCancelled] if here.state.running.released else [MoveCancelled, IdentityWithdrawn]
    )


def _withdrawn(partner: str) -> LabelWithdrawn:
    asked = at_haaglanden(handover, *planned_case()).state.labels[partner]
    return LabelWithdrawn(
        at=NOW, by=actor(HAAGLANDEN), partner=partner, role=asked.role, system=asked.system, reason="Overleden."
    )
