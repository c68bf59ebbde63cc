"""PLN-3: a plan says how to treat the client, how the team informs one another, and what ZSM must weigh; else it is refused."""

import pytest

from levensloop.contracts.commands.plan import EstablishPlan, RevisePlan
from levensloop.contracts.events.plan import LabelRequested, PlanEstablished
from levensloop.plan.service import plan
from support.samples.inclusion import SAMPLE_TEAM, included_case
from support.samples.plan import SAMPLE_DRAFT, SAMPLE_ESTABLISH, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, at_haaglanden


@pytest.mark.parametrize("field", ["approach", "informing", "zsm"])
def test_pln_3_what_is_absent_is_named(field: str) -> None:
    draft = SAMPLE_DRAFT.model_copy(update={field: None})
    first, next_one = at_haaglanden(plan, *included_case()), at_haaglanden(plan, *planned_case())

    for then in (
        first.when(EstablishPlan(plan=draft), by=HAAGLANDEN, functionary=CHAIR),
        next_one.when(RevisePlan(plan=draft, reason="Korter."), by=HAAGLANDEN, functionary=CHAIR),
    ):
        assert then.refused("PLN-3").details == {"field": field}


def test_pln_3_it_is_in_the_plan_that_is_shared() -> None:
    case = at_haaglanden(plan, *included_case())

    established, *_ = case.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR).then(
        PlanEstablished, *[LabelRequested] * len(SAMPLE_TEAM)
    )

    shared = established.plan
    assert (shared.approach, shared.informing, shared.zsm) == (
        SAMPLE_DRAFT.approach,
        SAMPLE_DRAFT.informing,
        SAMPLE_DRAFT.zsm,
    )
