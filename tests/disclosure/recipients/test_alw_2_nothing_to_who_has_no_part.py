"""ALW-2: nothing reaches an organisation that its role and membership do not give it."""

import pytest
from disclosure.passing import kinds, logged, passed_on, whole_life

from levensloop.contracts.disclosure import Grant
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.events.plan import LabelRequested
from support.samples.inclusion import SAMPLE_TEAM
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    LCBB,
    OM,
    ORGANISATIONS,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    ROTTERDAM,
    WOONPARTNER,
)

LIFE = passed_on(logged(*whole_life()))
TEAM = [invitation.organisation for invitation in SAMPLE_TEAM]


@pytest.mark.parametrize(
    "organisation", [OTHER_WOONPARTNER, OM, HAAGLANDEN, *(o.id for o in ORGANISATIONS if o.zvh == ROTTERDAM)]
)
def test_alw_2_who_is_not_in_the_team_gets_nothing(organisation: str) -> None:
    assert LIFE[organisation] == []


@pytest.mark.parametrize("organisation", TEAM)
def test_alw_2_who_is_gets_the_plan_and_its_own_label(organisation: str) -> None:
    received = kinds(LIFE[organisation])

    assert received.count("PlanEstablished") == 1
    assert received.count("LabelRequested") == 1
    events = [disclosure.recorded.event for disclosure in LIFE[organisation]]
    assert {event.partner for event in events if isinstance(event, LabelRequested)} == {organisation}


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("ClientReported", {POLITIE}),
        ("InclusionTableHeld", set()),
        ("SignalRaised", {*TEAM} - {WOONPARTNER}),
        ("ScenarioActivated", {*TEAM}),
        ("ScenarioStepAssigned", {PROVIDER, CRISISDIENST, POLITIE}),
        ("SecureBedRequested", {PROVIDER, CRISISDIENST, LCBB}),
        ("SecureBedAssigned", {PROVIDER, GEMEENTE, CRISISDIENST, LCBB}),
        ("DirectionTransferred", {*TEAM}),
    ],
)
def test_alw_2_each_kind_reaches_whom_the_table_says(kind: str, who: set[str]) -> None:
    assert {organisation for organisation, received in LIFE.items() if kind in kinds(received)} == who


def test_alw_2_the_desk_for_beds_gets_what_a_bed_takes_and_no_more() -> None:
    assert {disclosure.grant for disclosure in LIFE[LCBB]} == {Grant.ROLE}
    assert set(kinds(LIFE[LCBB])) == {"SecureBedRequested", "SecureBedAssigned"}


def test_alw_2_what_another_zvh_recorded_is_not_passed_on_again() -> None:
    imported = logged(*whole_life(), source=ROTTERDAM)

    assert passed_on(imported, HAAGLANDEN) == {}


def test_alw_2_the_one_report_goes_to_the_reporter_alone() -> None:
    [report] = [d for received in LIFE.values() for d in received if isinstance(d.recorded.event, ClientReported)]

    assert (report.to, report.grant) == (POLITIE, Grant.REPORTER)
