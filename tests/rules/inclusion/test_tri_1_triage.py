"""TRI-1: triage is a short joint decision by a weighing team, recorded by the ZVH."""

from levensloop.contracts.events.inclusion import TriageConcluded
from levensloop.contracts.standing import Phase
from levensloop.contracts.vocabulary import TriageOutcome
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_TRIAGE, case_in_triage
from support.samples.world import CHAIR, HAAGLANDEN, POLITIE, at_haaglanden

TO_CONFERENCE = SAMPLE_TRIAGE.model_copy(update={"outcome": TriageOutcome.CASE_CONFERENCE})


def test_tri_1_the_zvh_records_the_joint_decision() -> None:
    case = at_haaglanden(inclusion, *case_in_triage())

    [concluded] = case.when(SAMPLE_TRIAGE, by=HAAGLANDEN, functionary=CHAIR).then(TriageConcluded)

    assert concluded.participants == SAMPLE_TRIAGE.participants
    assert concluded.reasoning == SAMPLE_TRIAGE.reasoning


def test_tri_1_after_a_case_conference_triage_goes_on() -> None:
    case = at_haaglanden(inclusion, *case_in_triage())
    [conference] = case.when(TO_CONFERENCE, by=HAAGLANDEN).then(TriageConcluded)

    in_conference = case.and_given(conference)

    assert in_conference.state.standing.phase is Phase.CASE_CONFERENCE
    in_conference.when(SAMPLE_TRIAGE, by=HAAGLANDEN).then(TriageConcluded)


def test_tri_1_a_partner_does_not_conclude_it() -> None:
    at_haaglanden(inclusion, *case_in_triage()).when(SAMPLE_TRIAGE, by=POLITIE).refused("TRI-1")


def test_tri_1_the_zvh_does_not_decide_alone() -> None:
    alone = SAMPLE_TRIAGE.model_copy(update={"participants": (HAAGLANDEN,)})

    at_haaglanden(inclusion, *case_in_triage()).when(alone, by=HAAGLANDEN).refused("TRI-1")


def test_tri_1_an_unknown_organisation_is_no_weighing_team() -> None:
    unknown = SAMPLE_TRIAGE.model_copy(update={"participants": (POLITIE, "politie-nergens")})

    at_haaglanden(inclusion, *case_in_triage()).when(unknown, by=HAAGLANDEN).refused("INV-3")
