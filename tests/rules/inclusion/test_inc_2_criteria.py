"""INC-2: every criterion is answered once, with what it rests on; what the answers weigh is the table's to judge."""

import pytest
from pydantic import ValidationError

from levensloop.contracts.events.inclusion import ClientIncluded, InclusionTableHeld, PartnerJoined
from levensloop.contracts.vocabulary import Criterion, CriterionFinding, Finding
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Then
from support.samples.inclusion import SAMPLE_CRITERIA, SAMPLE_INCLUSION, SAMPLE_INVITED, case_on_the_table
from support.samples.world import CHAIR, HAAGLANDEN, at_haaglanden


def include_with(*criteria: CriterionFinding) -> Then:
    command = SAMPLE_INCLUSION.model_copy(update={"criteria": criteria})
    return at_haaglanden(inclusion, *case_on_the_table()).when(command, by=HAAGLANDEN, functionary=CHAIR)


@pytest.mark.parametrize("finding", Finding)
def test_inc_2_any_substantiated_answer_is_recorded_and_blocks_nothing(finding: Finding) -> None:
    answer = CriterionFinding(
        criterion=Criterion.LEGAL_TITLE, finding=finding, substantiation="In 2014 een zorgmachtiging, nu niet."
    )
    criteria = tuple(answer if c.criterion is Criterion.LEGAL_TITLE else c for c in SAMPLE_CRITERIA)

    table, *_ = include_with(*criteria).then(InclusionTableHeld, ClientIncluded, *[PartnerJoined] * len(SAMPLE_INVITED))

    assert table.criteria == criteria


@pytest.mark.parametrize("criterion", Criterion)
def test_inc_2_no_criterion_is_skipped(criterion: Criterion) -> None:
    refusal = include_with(*(c for c in SAMPLE_CRITERIA if c.criterion is not criterion)).refused("INC-2")

    assert refusal.details == {"criterion": criterion.value}


def test_inc_2_no_criterion_is_answered_twice() -> None:
    include_with(*SAMPLE_CRITERIA, SAMPLE_CRITERIA[2]).refused("INC-2")


@pytest.mark.parametrize("finding", Finding)
def test_inc_2_no_answer_goes_without_substantiation(finding: Finding) -> None:
    with pytest.raises(ValidationError, match="substantiation"):
        CriterionFinding(criterion=Criterion.ADULT, finding=finding, substantiation="  ")
