"""MOV-5: during a move the receiving ZVH sends back what it may record on a case of another, and nothing else is taken."""

from dataclasses import replace
from uuid import uuid4

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.handover.intake import Arrived, Here, is_new
from levensloop.handover.manifest import Link
from levensloop.handover.wire import BrokenCaseStream
from levensloop.infra.specification import CASE, record
from support.samples.handover import accepted, joint_meeting, moving_at_haaglanden, received
from support.samples.inclusion import direction_transferred
from support.samples.plan import review_held
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM

FIRST = Arrived(CASE, 1, ROTTERDAM, Link())
HERE = Here().then(*moving_at_haaglanden().history)


@pytest.mark.parametrize("event", [received(Link()), accepted(), joint_meeting(ROTTERDAM)])
def test_mov_5_the_receiver_may(event: DomainEvent) -> None:
    assert is_new(FIRST, record(event, 100, ROTTERDAM), HERE, HAAGLANDEN)


@pytest.mark.parametrize("event", [direction_transferred(NOW), review_held(NOW, NOW.date())])
def test_mov_5_it_may_not_take_direction_or_decide(event: DomainEvent) -> None:
    with pytest.raises(BrokenCaseStream):
        is_new(FIRST, record(event, 100, ROTTERDAM), HERE, HAAGLANDEN)


def test_mov_5_not_for_another_move_nor_by_another_zvh() -> None:
    for arrived, source in ((replace(FIRST, move=2), ROTTERDAM), (FIRST, "zvh-elders")):
        with pytest.raises(BrokenCaseStream):
            is_new(arrived, record(accepted(), 100, source), HERE, HAAGLANDEN)


def test_mov_5_after_the_transfer_what_was_on_its_way_is_still_taken() -> None:
    after = HERE.then(record(direction_transferred(NOW), 99, HAAGLANDEN))

    assert is_new(FIRST, record(accepted(), 100, ROTTERDAM), after, HAAGLANDEN)


def test_mov_2_what_is_here_already_is_counted_and_not_doubled() -> None:
    known = HERE.fingerprints
    again = record(moving_at_haaglanden().history[0].event, 1, HAAGLANDEN)
    assert again.id in known

    assert not is_new(FIRST, again, HERE, HAAGLANDEN)


def test_mov_2_what_came_before_must_be_here() -> None:
    lacking = replace(FIRST, link=Link(2), before=frozenset({uuid4().hex * 2}))

    with pytest.raises(BrokenCaseStream, match="eerdere ontbreken"):
        is_new(lacking, record(accepted(), 100, ROTTERDAM), HERE, HAAGLANDEN)
