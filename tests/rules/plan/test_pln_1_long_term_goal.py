"""PLN-1: the long-term goal for living comes first; the rest follows from it."""

import pytest

from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.events.plan import LabelRequested, PlanEstablished
from levensloop.plan.service import plan
from support.samples.inclusion import SAMPLE_TEAM, included_case
from support.samples.plan import SAMPLE_DRAFT, SAMPLE_ESTABLISH, SAMPLE_REVISION, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, at_haaglanden

AIMLESS = SAMPLE_DRAFT.model_copy(update={"long_term_goal": None})


def test_pln_1_a_goal_is_enough_to_start() -> None:
    only_a_goal = SAMPLE_ESTABLISH.model_copy(
        update={"plan": SAMPLE_DRAFT.model_copy(update={"middle_term": (), "short_term": (), "scenarios": ()})}
    )
    case = at_haaglanden(plan, *included_case())

    [established, *_] = case.when(only_a_goal, by=HAAGLANDEN, functionary=CHAIR).then(
        PlanEstablished, *[LabelRequested] * len(SAMPLE_TEAM)
    )

    assert established.plan.long_term_goal == SAMPLE_DRAFT.long_term_goal


@pytest.mark.parametrize(
    ("history", "command"),
    [
        (included_case(), SAMPLE_ESTABLISH.model_copy(update={"plan": AIMLESS})),
        (planned_case(), SAMPLE_REVISION.model_copy(update={"plan": AIMLESS})),
    ],
    ids=["establish", "revise"],
)
def test_pln_1_a_plan_without_it_is_refused(history: tuple[DomainEvent, ...], command: CommandData) -> None:
    case = at_haaglanden(plan, *history)

    refusal = case.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("PLN-1")

    assert refusal.details == {"field": "long_term_goal"}
