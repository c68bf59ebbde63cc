"""INC-6: a decision not to include gives its reason, and advice to the reporter; it ends the case."""

import pytest
from pydantic import ValidationError

from levensloop.contracts.commands.inclusion import DeclineInclusion
from levensloop.contracts.events.inclusion import InclusionDeclined, InclusionTableHeld
from levensloop.contracts.standing import Phase
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_DECLINE, SAMPLE_INCLUSION, case_on_the_table, included_case
from support.samples.world import CHAIR, HAAGLANDEN, at_haaglanden


def test_inc_6_declined_with_reason_and_advice() -> None:
    case = at_haaglanden(inclusion, *case_on_the_table())

    events = case.when(SAMPLE_DECLINE, by=HAAGLANDEN, functionary=CHAIR).then(InclusionTableHeld, InclusionDeclined)

    assert (events[1].reason, events[1].advice) == (SAMPLE_DECLINE.reason, SAMPLE_DECLINE.advice)
    declined = case.and_given(*events)
    assert declined.state.standing.phase is Phase.DECLINED
    declined.when(SAMPLE_INCLUSION, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


@pytest.mark.parametrize("field", ["reason", "advice"])
def test_inc_6_neither_reason_nor_advice_is_left_out(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        DeclineInclusion.model_validate({**dict(SAMPLE_DECLINE), field: ""})


def test_inc_6_who_is_included_is_not_declined_afterwards() -> None:
    case = at_haaglanden(inclusion, *included_case())

    case.when(SAMPLE_DECLINE, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")
