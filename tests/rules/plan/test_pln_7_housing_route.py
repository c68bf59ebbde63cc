"""PLN-7, ALW-1: a tailored housing route answers four questions, on one of two tracks, and has an owner and a day until it ends."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.inclusion import ClientDied, ClientExcluded, PartnerLeft
from levensloop.contracts.events.plan import (
    HousingRouteAdvanced,
    HousingRouteEnded,
    HousingRouteOverdue,
    HousingRouteReassigned,
    HousingRouteStarted,
    LabelRequested,
    LabelWithdrawn,
)
from levensloop.contracts.housing import HousingResult, HousingTrack
from levensloop.contracts.roles import Role
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import given
from levensloop.plan.housing import QUESTIONS
from levensloop.plan.service import plan
from support.samples.housing import ROUTE, SAMPLE_ANSWERS, SAMPLE_ROUTE, SAMPLE_ROUTE_END, SAMPLE_ROUTE_STEP
from support.samples.housing import profile_recorded as profile
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, carriers_joined, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OM,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    ROTTERDAM,
    WOONPARTNER,
    actor,
    amsterdam,
    at_haaglanden,
)

PROFILED = at_haaglanden(plan, *planned_case(), profile())
CASE = at_haaglanden(plan, *planned_case(), *ROUTE)
DUE = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
OVERDUE = CASE.and_given(*CASE.when_expired("housing-route-1", at=DUE).then(HousingRouteOverdue))


def start(**changed: Any) -> CommandData:
    return SAMPLE_ROUTE.model_copy(update=changed)


def step(**changed: Any) -> CommandData:
    return SAMPLE_ROUTE_STEP.model_copy(update=changed)


def test_pln_7_a_route_begins_with_an_owner_and_the_usual_day() -> None:
    [begun] = PROFILED.when(SAMPLE_ROUTE, by=HAAGLANDEN).then(HousingRouteStarted)

    assert (begun.route, begun.owner, begun.due) == (1, WOONPARTNER, date(2026, 3, 2))
    assert begun.answers == SAMPLE_ANSWERS
    assert PROFILED.and_given(begun).deadlines()["housing-route-1"] == DUE


@pytest.mark.parametrize("question", QUESTIONS)
def test_pln_7_every_question_is_answered(question: str) -> None:
    refusal = PROFILED.when(start(**{question: None}), by=HAAGLANDEN).refused("PLN-7")

    assert refusal.details["field"] == question


def test_pln_7_first_the_profile_then_the_route() -> None:
    at_haaglanden(plan, *planned_case()).when(SAMPLE_ROUTE, by=HAAGLANDEN).refused("PLN-7")


def test_pln_7_one_route_at_a_time_and_another_after_it() -> None:
    CASE.when(SAMPLE_ROUTE, by=HAAGLANDEN).refused("PLN-7")
    ended = CASE.and_given(*CASE.when(SAMPLE_ROUTE_END, by=HAAGLANDEN).then(HousingRouteEnded))

    [second] = ended.when(SAMPLE_ROUTE, by=HAAGLANDEN).then(HousingRouteStarted)

    assert second.route == 2


def test_pln_7_the_zvh_begins_and_ends_it() -> None:
    PROFILED.when(SAMPLE_ROUTE, by=WOONPARTNER).refused("PLN-7")
    CASE.when(SAMPLE_ROUTE_END, by=WOONPARTNER).refused("PLN-7")


@pytest.mark.parametrize("owner", [OM, "woonpartner-maasoever"])
def test_pln_7_the_owner_is_in_the_team(owner: str) -> None:
    PROFILED.when(start(owner=owner), by=HAAGLANDEN).refused("PLN-7")
    CASE.when(step(owner=owner), by=HAAGLANDEN).refused("PLN-7")


def test_pln_7_an_unknown_owner_is_refused() -> None:
    PROFILED.when(start(owner="woonpartner-nergens"), by=HAAGLANDEN).refused("INV-3")


@pytest.mark.parametrize("due", [date(2026, 2, 1), date(2026, 5, 3)])
def test_pln_7_the_day_is_not_over_and_not_further_off_than_a_review(due: date) -> None:
    PROFILED.when(start(due=due), by=HAAGLANDEN).refused("PLN-7")
    CASE.when(step(due=due), by=HAAGLANDEN).refused("PLN-7")
    PROFILED.when(start(due=date(2026, 5, 2)), by=HAAGLANDEN).then(HousingRouteStarted)


@pytest.mark.parametrize("by", [WOONPARTNER, HAAGLANDEN])
def test_pln_7_who_has_the_step_brings_it_further_or_the_zvh(by: str) -> None:
    [further] = CASE.when(SAMPLE_ROUTE_STEP, by=by).then(HousingRouteAdvanced)

    assert (further.track, further.owner) == (HousingTrack.DEVELOP_NEW, GEMEENTE)
    assert further.answers == SAMPLE_ANSWERS, "what was not answered anew stays"
    after = CASE.and_given(further)
    after.when(SAMPLE_ROUTE_STEP, by=WOONPARTNER).refused("PLN-7")


@pytest.mark.parametrize("by", [PROVIDER, POLITIE])
def test_pln_7_nobody_else_does(by: str) -> None:
    CASE.when(SAMPLE_ROUTE_STEP, by=by).refused("PLN-7")


def test_pln_7_an_answer_may_change_on_the_way() -> None:
    [further] = CASE.when(step(obstacles="Er is geen grond.", track=None), by=HAAGLANDEN).then(HousingRouteAdvanced)

    assert further.answers == SAMPLE_ANSWERS.model_copy(update={"obstacles": "Er is geen grond."})
    assert further.track is HousingTrack.ADAPT_EXISTING


def test_pln_7_overdue_is_an_event_once_and_a_step_starts_the_term_anew() -> None:
    [overdue] = CASE.when_expired("housing-route-1", at=DUE).then(HousingRouteOverdue)

    assert (overdue.owner, overdue.due) == (WOONPARTNER, DUE)
    OVERDUE.when_expired("housing-route-1", at=DUE).then()
    CASE.when_expired("housing-route-1", at=datetime(2026, 3, 2, 22, 59, tzinfo=UTC)).then()
    [item] = [i for i in plan.agenda(OVERDUE.state, {}, HAAGLANDEN) if i.rule == "PLN-7"]
    assert (item.owner, item.overdue) == (WOONPARTNER, True)
    after = OVERDUE.and_given(*OVERDUE.when(SAMPLE_ROUTE_STEP, by=WOONPARTNER).then(HousingRouteAdvanced))
    assert "housing-route-1" in after.deadlines()


@pytest.mark.parametrize("result", HousingResult)
def test_pln_7_it_ends_with_a_place_or_because_none_is_needed(result: HousingResult) -> None:
    [ended] = CASE.when(SAMPLE_ROUTE_END.model_copy(update={"result": result}), by=HAAGLANDEN).then(HousingRouteEnded)

    after = CASE.and_given(ended)
    assert "housing-route-1" not in after.deadlines()
    assert not [item for item in plan.agenda(after.state, {}, HAAGLANDEN) if item.rule == "PLN-7"]
    after.when(SAMPLE_ROUTE_STEP, by=HAAGLANDEN).refused("PLN-7")
    after.when(SAMPLE_ROUTE_END, by=HAAGLANDEN).refused("PLN-7")


def test_pln_7_who_leaves_leaves_its_step_to_the_zvh() -> None:
    left = PartnerLeft(
        at=NOW,
        by=actor(HAAGLANDEN, CHAIR),
        organisation=WOONPARTNER,
        role=Role.WOONPARTNER,
        reason="Klaar.",
        left_on=NOW.date(),
    )
    _, taken = CASE.when_logged(left).then(LabelWithdrawn, HousingRouteReassigned)

    assert (taken.from_organisation, taken.owner, taken.due) == (WOONPARTNER, HAAGLANDEN, date(2026, 3, 2))
    assert "housing-route-1" in CASE.and_given(left, taken).deadlines()


def test_pln_7_it_moves_with_the_client() -> None:
    there = given(plan, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    there = there.and_given(*planned_case(), *ROUTE, move_announced(NOW), source=HAAGLANDEN)

    first, second = carriers_joined()
    there.when_logged(direction_transferred(NOW), source=HAAGLANDEN).then()
    there = there.and_given(direction_transferred(NOW), source=HAAGLANDEN).and_given(first)
    *_, taken = there.when_logged(second).then(LabelRequested, LabelRequested, HousingRouteReassigned)

    assert taken.owner == ROTTERDAM
    after = there.and_given(second, taken)
    assert after.deadlines()["housing-route-1"] == DUE


def test_pln_7_no_exit_while_somebody_has_no_place_to_live() -> None:
    case = at_haaglanden(inclusion, *planned_case(), *ROUTE, now=EXIT_AT)
    case.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused("PLN-7")
    ended = HousingRouteEnded(at=NOW, by=actor(HAAGLANDEN), **dict(SAMPLE_ROUTE_END))

    case.and_given(ended).when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).then(ClientExcluded)


def test_pln_7_in_a_closed_case_nothing_runs() -> None:
    case = at_haaglanden(inclusion, *planned_case(), *ROUTE, now=amsterdam(2026, 2, 9))
    died = case.when(RecordDeath(died_on=date(2026, 2, 8)), by=HAAGLANDEN).then(ClientDied)

    assert CASE.and_given(*died).deadlines() == {}
