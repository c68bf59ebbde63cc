"""REP-3: a public participant judges the purpose before any partner's data is collected (WGS 2.31(2))."""

import pytest

from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.contracts.standing import Phase
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_PURPOSE, SAMPLE_TRIAGE, case_in_triage, reported_case
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, OM, POLITIE, PROVIDER, RECLASSERING, at_haaglanden


@pytest.mark.parametrize("public", [POLITIE, OM, GEMEENTE])
def test_rep_3_a_public_participant_judges(public: str) -> None:
    case = at_haaglanden(inclusion, *reported_case())

    [assessed] = case.when(SAMPLE_PURPOSE, by=public).then(PurposeAssessed)

    assert assessed.purpose == SAMPLE_PURPOSE.purpose
    assert case.and_given(assessed).state.standing.phase is Phase.TRIAGE


@pytest.mark.parametrize("private", [PROVIDER, RECLASSERING, HAAGLANDEN])
def test_rep_3_who_is_not_public_cannot_judge(private: str) -> None:
    refusal = at_haaglanden(inclusion, *reported_case()).when(SAMPLE_PURPOSE, by=private).refused("REP-3")

    assert "publieke deelnemer" in refusal.message


def test_rep_3_a_public_participant_of_another_zvh_cannot_judge() -> None:
    at_haaglanden(inclusion, *reported_case()).when(SAMPLE_PURPOSE, by="politie-rotterdam").refused("REP-3")


def test_rep_3_triage_waits_for_the_judgement() -> None:
    case = at_haaglanden(inclusion, *reported_case())

    case.when(SAMPLE_TRIAGE, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


def test_rep_3_a_report_that_does_not_fit_is_closed() -> None:
    case = at_haaglanden(inclusion, *reported_case())
    [assessed] = case.when(SAMPLE_PURPOSE.model_copy(update={"fits": False}), by=POLITIE).then(PurposeAssessed)

    closed = case.and_given(assessed)

    assert closed.state.standing.phase is Phase.NOT_FITTING
    closed.when(SAMPLE_TRIAGE, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


def test_rep_3_the_purpose_is_judged_once() -> None:
    at_haaglanden(inclusion, *case_in_triage()).when(SAMPLE_PURPOSE, by=OM).refused("INV-5")
