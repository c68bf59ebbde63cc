"""REP-1: any fixed participant of a ZVH can report a person, once."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from levensloop.contracts.commands.inclusion import ReportClient
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_PERSON, SAMPLE_REPORT, reported_case
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, POLITIE, PROVIDER, RECLASSERING, WOONPARTNER, at_haaglanden


@pytest.mark.parametrize("reporter", [POLITIE, RECLASSERING, PROVIDER, GEMEENTE])
def test_rep_1_a_fixed_participant_reports(reporter: str) -> None:
    [reported] = at_haaglanden(inclusion).when(SAMPLE_REPORT, by=reporter).then(ClientReported)

    assert reported.by.organisation == reporter
    assert dict(SAMPLE_REPORT).items() <= dict(reported).items(), "everything that was reported is in the event"


@pytest.mark.parametrize("other", [WOONPARTNER, HAAGLANDEN])
def test_rep_1_who_is_no_fixed_participant_cannot_report(other: str) -> None:
    at_haaglanden(inclusion).when(SAMPLE_REPORT, by=other).refused("REP-1")


def test_rep_1_a_participant_of_another_zvh_reports_there() -> None:
    at_haaglanden(inclusion).when(SAMPLE_REPORT, by="politie-rotterdam").refused("REP-1")


def test_rep_1_nobody_is_born_tomorrow() -> None:
    def born(day: date) -> ReportClient:
        return SAMPLE_REPORT.model_copy(update={"person": SAMPLE_PERSON.model_copy(update={"date_of_birth": day})})

    refusal = at_haaglanden(inclusion).when(born(NOW.date() + timedelta(days=1)), by=POLITIE).refused("REP-1")
    assert refusal.details == {"field": "person.date_of_birth"}
    at_haaglanden(inclusion).when(born(NOW.date()), by=POLITIE).then(ClientReported)


def test_rep_1_a_case_is_reported_once() -> None:
    at_haaglanden(inclusion, *reported_case()).when(SAMPLE_REPORT, by=PROVIDER).refused("INV-4")


@pytest.mark.parametrize("field", ["concerns", "safety"])
def test_rep_1_concerns_and_safety_are_never_left_out(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        ReportClient.model_validate({**dict(SAMPLE_REPORT), field: ()})
