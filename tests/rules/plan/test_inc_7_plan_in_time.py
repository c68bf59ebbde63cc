"""INC-7: from report to established plan is one month; it runs from the report, and overdue is an event that stays visible."""

from datetime import UTC, date, datetime

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientExcluded, ClientReported, InclusionDeclined
from levensloop.contracts.events.plan import PlanEstablished, PlanOverdue
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import given
from levensloop.plan.service import plan
from support.samples.inclusion import (
    EXIT_AT,
    SAMPLE_EXIT,
    SAMPLE_REPORT,
    case_in_triage,
    case_on_the_table,
    included_case,
    reported_case,
)
from support.samples.plan import SAMPLE_ESTABLISH, planned_case
from support.samples.world import (
    CHAIR,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    POLITIE,
    REPORTED_AT,
    ROTTERDAM,
    actor,
    amsterdam,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *included_case())
DUE = datetime(2026, 2, 5, 23, 0, tzinfo=UTC)
"""Reported on 5 January: when 5 February is over in the Netherlands."""
OVERDUE = CASE.and_given(*CASE.when_expired("plan", at=DUE).then(PlanOverdue))
CHAIR_OF_HAAGLANDEN = actor(HAAGLANDEN, CHAIR)


def test_inc_7_the_report_starts_the_term() -> None:
    [reported] = at_haaglanden(inclusion, now=REPORTED_AT).when(SAMPLE_REPORT, by=POLITIE).then(ClientReported)

    assert reported.plan_before == date(2026, 2, 5)
    changed = reported.model_copy(update={"plan_before": date(2026, 1, 20)})
    assert at_haaglanden(plan, changed).deadlines() == {"plan": datetime(2026, 1, 20, 23, 0, tzinfo=UTC)}


@pytest.mark.parametrize("on_its_way", [reported_case(), case_in_triage(), case_on_the_table(), included_case()])
def test_inc_7_it_runs_as_long_as_the_case_is_on_its_way(on_its_way: tuple[DomainEvent, ...]) -> None:
    assert at_haaglanden(plan, *on_its_way).deadlines() == {"plan": DUE}


def test_inc_7_it_ends_with_the_plan() -> None:
    assert "plan" not in at_haaglanden(plan, *planned_case()).deadlines()


def test_inc_7_it_ends_where_the_case_ends() -> None:
    declined = InclusionDeclined(at=NOW, by=CHAIR_OF_HAAGLANDEN, reason="Past niet.", advice="Meld opnieuw.")
    excluded = ClientExcluded(at=EXIT_AT, by=CHAIR_OF_HAAGLANDEN, **dict(SAMPLE_EXIT))

    assert at_haaglanden(plan, *case_on_the_table(), declined).deadlines() == {}
    assert CASE.and_given(excluded).deadlines() == {}


def test_inc_7_overdue_is_an_event_once_and_stays_visible() -> None:
    [overdue] = CASE.when_expired("plan", at=DUE).then(PlanOverdue)

    assert overdue.due == DUE
    OVERDUE.when_expired("plan", at=DUE).then()
    seen = plan.views["plan"](OVERDUE.state)
    assert (seen["plan_due"], seen["plan_overdue"]) == ("2026-02-05", True)
    CASE.when_expired("plan", at=datetime(2026, 2, 5, 22, 59, tzinfo=UTC)).then()


def test_inc_7_a_plan_that_comes_late_is_still_a_plan() -> None:
    late = amsterdam(2026, 3, 2)
    established, *_ = OVERDUE.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR, at=late).decision

    assert isinstance(established, PlanEstablished)
    assert OVERDUE.and_given(established).state.plan_overdue is False


def test_inc_7_only_the_zvh_that_directs_watches_it() -> None:
    there = given(plan, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)

    assert there.and_given(*included_case(), source=HAAGLANDEN).deadlines() == {}
