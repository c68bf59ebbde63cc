"""TRI-3: what may fit goes on to the inclusion table; what gets advice is closed with that advice."""

from levensloop.contracts.events.inclusion import TriageConcluded
from levensloop.contracts.standing import Phase
from levensloop.contracts.vocabulary import TriageOutcome
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_TRIAGE, case_in_triage
from support.samples.world import HAAGLANDEN, at_haaglanden

ADVICE = SAMPLE_TRIAGE.model_copy(
    update={"outcome": TriageOutcome.ADVICE, "grounds": (), "advice": "Vraag het sociaal wijkteam."}
)


def test_tri_3_what_may_fit_goes_on_to_the_table() -> None:
    case = at_haaglanden(inclusion, *case_in_triage())
    [concluded] = case.when(SAMPLE_TRIAGE, by=HAAGLANDEN).then(TriageConcluded)

    assert case.and_given(concluded).state.standing.phase is Phase.INCLUSION_TABLE


def test_tri_3_advice_closes_the_case() -> None:
    case = at_haaglanden(inclusion, *case_in_triage())
    [concluded] = case.when(ADVICE, by=HAAGLANDEN).then(TriageConcluded)

    closed = case.and_given(concluded)

    assert concluded.advice == ADVICE.advice
    assert closed.state.standing.phase is Phase.ADVISED
    closed.when(SAMPLE_TRIAGE, by=HAAGLANDEN).refused("INV-5")


def test_tri_3_advice_without_its_text_is_refused() -> None:
    silent = ADVICE.model_copy(update={"advice": None})

    refusal = at_haaglanden(inclusion, *case_in_triage()).when(silent, by=HAAGLANDEN).refused("TRI-3")

    assert refusal.details == {"field": "advice"}
