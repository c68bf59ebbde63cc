"""PLN-6: the request says whom the label is for; without that no partner could register it."""

from levensloop.contracts.events.plan import LabelRequested
from levensloop.plan.service import plan
from support.samples.inclusion import SAMPLE_REPORT, included_case
from support.samples.plan import SAMPLE_ESTABLISH
from support.samples.world import CHAIR, HAAGLANDEN, at_haaglanden


def test_pln_6_every_request_names_the_person() -> None:
    decided = at_haaglanden(plan, *included_case()).when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR).decision

    requests = [event for event in decided if isinstance(event, LabelRequested)]
    assert requests
    assert {request.person for request in requests} == {SAMPLE_REPORT.person}


def test_pln_6_a_request_of_before_the_name_was_in_it_still_reads() -> None:
    old = {"at": "2026-01-05T09:00:00Z", "by": {"organisation": HAAGLANDEN, "functionary": CHAIR}}
    request = LabelRequested.model_validate(
        {**old, "partner": "om-haaglanden", "role": "om", "system": "eigen registratiesysteem", "due": "2026-01-12"}
    )

    assert request.person is None
