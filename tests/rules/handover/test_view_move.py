"""What the ZVH sees when it asks how a move stands: how much was sent and received, and what is still needed."""

import json

from levensloop.contracts.commands.handover import TransferDirection
from levensloop.handover.service import handover
from levensloop.handover.views import move
from support.samples.handover import moving_at_haaglanden, ready_to_transfer
from support.samples.plan import planned_case
from support.samples.world import CHAIR, HAAGLANDEN, ROTTERDAM, at_haaglanden


def test_without_a_move_only_who_directs() -> None:
    assert move(at_haaglanden(handover, *planned_case()).state) == {"director": HAAGLANDEN, "move": None}


def test_a_move_that_was_announced_waits_for_the_other_side() -> None:
    here = moving_at_haaglanden()

    seen = move(here.state)["move"]

    assert (seen["to_zvh"], seen["received"], seen["sent"]) == (ROTTERDAM, 0, len(here.history))
    assert not any(seen[needed] for needed in ("whole", "accepted", "meetings", "transferred"))


def test_a_move_that_is_ready_and_one_that_is_done() -> None:
    ready = ready_to_transfer()
    seen = move(ready.state)
    assert seen["move"]["whole"]
    assert seen["move"]["accepted"]
    assert seen["move"]["sent"] == seen["move"]["received"]

    done = move(ready.and_given(*ready.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).decision).state)

    assert done["director"] == ROTTERDAM
    assert done["move"]["transferred"]
    assert json.loads(json.dumps(done)) == done
