"""PLN-6: five working days are counted by the Dutch calendar, and a ZVH may have another length."""

from dataclasses import replace
from datetime import date

import pytest

from levensloop.contracts.decision import Organisation
from levensloop.contracts.events.plan import LabelRequested, PlanEstablished
from levensloop.contracts.roles import Role
from levensloop.contracts.terms import Lengths
from levensloop.plan.service import plan
from support.samples.inclusion import included_case
from support.samples.plan import SAMPLE_ESTABLISH
from support.samples.world import CHAIR, HAAGLANDEN, amsterdam, at_haaglanden

EASTER = amsterdam(2026, 3, 31)
"""A Tuesday; Good Friday and Easter Monday follow."""


@pytest.mark.parametrize(("terms", "due"), [({}, date(2026, 4, 9)), ({"label": 2}, date(2026, 4, 2))])
def test_pln_6_holidays_count_out_and_a_zvh_has_its_own_length(terms: Lengths, due: date) -> None:
    case = at_haaglanden(plan, *included_case())
    world = {**case.context.organisations, HAAGLANDEN: Organisation(HAAGLANDEN, Role.ZVH, HAAGLANDEN, terms)}
    here = replace(case, context=replace(case.context, organisations=world))

    decision = here.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR, at=EASTER).decision

    assert {event.due for event in decision if isinstance(event, LabelRequested)} == {due}


def test_rev_1_the_first_review_is_due_as_the_zvh_has_it_and_stays_so() -> None:
    case = at_haaglanden(plan, *included_case())
    world = {**case.context.organisations, HAAGLANDEN: Organisation(HAAGLANDEN, Role.ZVH, HAAGLANDEN, {"review": 1})}
    here = replace(case, context=replace(case.context, organisations=world))

    established, *_ = here.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR, at=EASTER).decision
    assert isinstance(established, PlanEstablished)

    assert established.review_before == date(2026, 4, 30)
    assert case.and_given(established).state.review_due == date(2026, 4, 30)
