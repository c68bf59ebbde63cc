"""MOV-1: the ZVH that directs announces a move to another ZVH, one at a time. Only who it is about goes with it."""

from datetime import date

import pytest

from levensloop.contracts.events.handover import IdentityPresented, MoveAnnounced
from levensloop.handover.service import handover
from support.samples.handover import HANDED_OVER_AT, SAMPLE_ANNOUNCEMENT, moving_at_haaglanden
from support.samples.inclusion import SAMPLE_PERSON, case_on_the_table, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import CHAIR, HAAGLANDEN, NOW, POLITIE, ROTTERDAM, at_haaglanden

BOTH = (MoveAnnounced, IdentityPresented)


def test_mov_1_the_directing_zvh_announces() -> None:
    announced, presented = at_haaglanden(handover, *planned_case()).when(SAMPLE_ANNOUNCEMENT, by=HAAGLANDEN).then(*BOTH)

    assert presented.person == SAMPLE_PERSON
    assert (presented.from_zvh, presented.to_zvh, presented.due) == (HAAGLANDEN, ROTTERDAM, date(2026, 2, 9))
    assert (announced.move, announced.from_zvh, announced.to_zvh) == (1, HAAGLANDEN, ROTTERDAM)


@pytest.mark.parametrize(
    ("zvh", "rule"), [("zvh-nergens", "INV-3"), (HAAGLANDEN, "MOV-1"), ("politie-rotterdam", "MOV-1")]
)
def test_mov_1_to_what_is_no_other_zvh_is_refused(zvh: str, rule: str) -> None:
    command = SAMPLE_ANNOUNCEMENT.model_copy(update={"to_zvh": zvh})

    at_haaglanden(handover, *planned_case()).when(command, by=HAAGLANDEN).refused(rule)


def test_mov_1_for_a_day_that_is_over_is_refused() -> None:
    command = SAMPLE_ANNOUNCEMENT.model_copy(update={"planned_on": date(2026, 2, 1)})

    at_haaglanden(handover, *planned_case()).when(command, by=HAAGLANDEN).refused("MOV-1")


def test_mov_1_one_move_at_a_time() -> None:
    moving_at_haaglanden().when(SAMPLE_ANNOUNCEMENT, by=HAAGLANDEN).refused("MOV-1")


def test_mov_1_a_partner_does_not_announce() -> None:
    at_haaglanden(handover, *planned_case()).when(SAMPLE_ANNOUNCEMENT, by=POLITIE).refused("MOV-1")


def test_mov_1_who_is_not_included_does_not_move() -> None:
    at_haaglanden(handover, *case_on_the_table()).when(SAMPLE_ANNOUNCEMENT, by=HAAGLANDEN).refused("INV-5")


def test_mov_1_a_client_who_came_back_moves_again_with_the_next_number() -> None:
    away = at_haaglanden(handover, *planned_case(), move_announced(NOW), direction_transferred(HANDED_OVER_AT))
    home = {"from_zvh": ROTTERDAM, "to_zvh": HAAGLANDEN}
    back = away.and_given(
        move_announced(NOW, move=2).model_copy(update=home),
        direction_transferred(HANDED_OVER_AT, move=2).model_copy(update=home),
        source=ROTTERDAM,
    )

    announced, _ = back.when(SAMPLE_ANNOUNCEMENT, by=HAAGLANDEN, functionary=CHAIR).then(*BOTH)

    assert announced.move == 3
