"""MOV-3: the receiving ZVH does not judge inclusion again and follows the plan; asking for it is refused."""

from typing import Any

import pytest

from levensloop.contracts.commands.plan import HoldReview
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.plan import ReviewHeld
from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.service import Service
from levensloop.infra.specification import Given, given
from levensloop.plan.service import plan
from support.samples.handover import HANDED_OVER_AT
from support.samples.inclusion import (
    SAMPLE_DECLINE,
    SAMPLE_INCLUSION,
    SAMPLE_PURPOSE,
    SAMPLE_TRIAGE,
    case_in_triage,
    case_on_the_table,
    direction_transferred,
    joined,
    move_announced,
    reported_case,
)
from support.samples.plan import SAMPLE_REVIEW, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, NOW, ORGANISATIONS, ROTTERDAM, at_haaglanden

JUDGEMENTS = [SAMPLE_INCLUSION, SAMPLE_DECLINE, SAMPLE_TRIAGE, SAMPLE_PURPOSE]


def at_rotterdam(service: Service[Any]) -> Given:
    """The case that moved here, with somebody in the team."""
    there = given(service, me=ROTTERDAM, now=HANDED_OVER_AT, organisations=ORGANISATIONS)
    moved = there.and_given(
        *planned_case(), move_announced(NOW), direction_transferred(HANDED_OVER_AT), source=HAAGLANDEN
    )
    return moved.and_given(joined("gemeente-rotterdam", HANDED_OVER_AT, zvh=ROTTERDAM))


@pytest.mark.parametrize("command", JUDGEMENTS, ids=lambda command: type(command).__name__)
def test_mov_3_the_receiver_does_not_judge_again(command: CommandData) -> None:
    by, functionary = (ROTTERDAM, CHAIR) if command is not SAMPLE_PURPOSE else ("politie-rotterdam", "teamchef")

    at_rotterdam(inclusion).when(command, by=by, functionary=functionary).refused("MOV-3")


@pytest.mark.parametrize("command", JUDGEMENTS, ids=lambda command: type(command).__name__)
def test_mov_3_nor_does_it_while_the_case_is_on_its_way(command: CommandData) -> None:
    there = given(inclusion, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), source=HAAGLANDEN
    )

    there.when(command, by=ROTTERDAM, functionary=CHAIR).refused("MOV-3")


@pytest.mark.parametrize(
    ("history", "command", "by"),
    [
        (reported_case(), SAMPLE_PURPOSE, "politie-haaglanden"),
        (case_in_triage(), SAMPLE_TRIAGE, HAAGLANDEN),
        (case_on_the_table(), SAMPLE_INCLUSION, HAAGLANDEN),
    ],
    ids=["purpose", "triage", "inclusion"],
)
def test_mov_3_a_case_that_did_not_move_is_judged(history: tuple[object, ...], command: CommandData, by: str) -> None:
    outcome = at_haaglanden(inclusion, *history).when(command, by=by, functionary=CHAIR)  # type: ignore[arg-type]

    assert not isinstance(outcome.decision, Refusal)


def test_mov_3_the_receiver_goes_on_with_the_plan() -> None:
    review = HoldReview.model_validate({**dict(SAMPLE_REVIEW), "participants": (ROTTERDAM, "gemeente-rotterdam")})

    at_rotterdam(plan).when(review, by=ROTTERDAM, functionary=CHAIR).then(ReviewHeld)
