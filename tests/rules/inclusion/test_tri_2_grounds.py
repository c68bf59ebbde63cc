"""TRI-2: going on needs at least one ground; any of the four will do."""

import pytest

from levensloop.contracts.events.inclusion import TriageConcluded
from levensloop.contracts.vocabulary import TriageGround, TriageOutcome
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_TRIAGE, case_in_triage
from support.samples.world import HAAGLANDEN, at_haaglanden


@pytest.mark.parametrize("ground", TriageGround)
def test_tri_2_one_ground_is_enough(ground: TriageGround) -> None:
    triage = SAMPLE_TRIAGE.model_copy(update={"outcome": TriageOutcome.CASE_CONFERENCE, "grounds": (ground,)})

    [concluded] = at_haaglanden(inclusion, *case_in_triage()).when(triage, by=HAAGLANDEN).then(TriageConcluded)

    assert concluded.grounds == (ground,)


@pytest.mark.parametrize("outcome", [TriageOutcome.CASE_CONFERENCE, TriageOutcome.INCLUSION_TABLE])
def test_tri_2_without_a_ground_it_goes_no_further(outcome: TriageOutcome) -> None:
    triage = SAMPLE_TRIAGE.model_copy(update={"outcome": outcome, "grounds": ()})

    refusal = at_haaglanden(inclusion, *case_in_triage()).when(triage, by=HAAGLANDEN).refused("TRI-2")

    assert refusal.details == {"field": "grounds"}
