"""PLN-4: an action has an owner and a due date; it is done, handed to another, or overdue, and then everybody sees it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from levensloop.contracts.commands.plan import AgreeAction, CompleteAction, ReassignAction
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.plan import ActionAgreed, ActionCompleted, ActionOverdue, ActionReassigned
from levensloop.infra.specification import Then
from levensloop.plan.service import plan
from support.samples.actions import SAMPLE_ACTION, TWO_ACTIONS
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, included_case, reported_case
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    actor,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *planned_case(), *TWO_ACTIONS)
DUE = datetime(2026, 2, 9, 23, 0, tzinfo=UTC)
OVERDUE = CASE.and_given(*CASE.when_expired("action-1", at=DUE).then(ActionOverdue))


def agree(**changed: Any) -> Then:
    return CASE.when(SAMPLE_ACTION.model_copy(update=changed), by=HAAGLANDEN)


def complete(action: int, by: str) -> Then:
    return CASE.when(CompleteAction(action=action, outcome="Gedaan."), by=by)


def reassign(**changed: Any) -> Then:
    command = ReassignAction(action=1, owner=GEMEENTE, reason="Past beter daar.")
    return CASE.when(command.model_copy(update=changed), by=HAAGLANDEN)


def test_pln_4_actions_are_numbered_in_the_case() -> None:
    [third] = agree().then(ActionAgreed)

    assert (third.action, third.owner, third.due) == (3, POLITIE, date(2026, 2, 9))


def test_pln_4_actions_are_agreed_before_there_is_a_plan_too() -> None:
    at_haaglanden(plan, *included_case()).when(SAMPLE_ACTION, by=HAAGLANDEN).then(ActionAgreed)
    at_haaglanden(plan, *reported_case()).when(SAMPLE_ACTION, by=HAAGLANDEN).refused("INV-5")


def test_pln_4_there_is_no_action_without_a_day_or_an_owner() -> None:
    for missing in ("owner", "due"):
        with pytest.raises(ValidationError):
            AgreeAction.model_validate({k: v for k, v in dict(SAMPLE_ACTION).items() if k != missing})


def test_pln_4_the_zvh_may_own_an_action_and_the_day_may_be_today() -> None:
    agree(owner=HAAGLANDEN, due=date(2026, 2, 2)).then(ActionAgreed)


@pytest.mark.parametrize("outsider", [OM, OTHER_WOONPARTNER, "politie-rotterdam"])
def test_pln_4_the_owner_is_in_the_team(outsider: str) -> None:
    agree(owner=outsider).refused("PLN-4")
    reassign(owner=outsider).refused("PLN-4")


def test_pln_4_an_unknown_owner_is_refused() -> None:
    agree(owner="ggd-nergens").refused("INV-3")


def test_pln_4_the_day_is_not_over() -> None:
    agree(due=date(2026, 2, 1)).refused("PLN-4")
    reassign(due=date(2026, 2, 1)).refused("PLN-4")


def test_pln_4_the_zvh_records_what_was_agreed() -> None:
    CASE.when(SAMPLE_ACTION, by=POLITIE).refused("PLN-4")
    CASE.when(ReassignAction(action=1, owner=GEMEENTE, reason="Liever niet."), by=POLITIE).refused("PLN-4")


@pytest.mark.parametrize("by", [POLITIE, HAAGLANDEN])
def test_pln_4_the_owner_says_that_it_is_done_or_the_zvh_for_it(by: str) -> None:
    [done] = complete(1, by).then(ActionCompleted)

    after = CASE.and_given(done)
    assert "action-1" not in after.deadlines()
    after.when(CompleteAction(action=1, outcome="Nog eens."), by=by).then()
    after.when(ReassignAction(action=1, owner=GEMEENTE, reason="Te laat."), by=HAAGLANDEN).refused("PLN-4")


def test_pln_4_nobody_else_says_that_it_is_done() -> None:
    complete(1, GEMEENTE).refused("PLN-4")
    complete(1, OTHER_WOONPARTNER).refused("PLN-4")
    complete(9, HAAGLANDEN).refused("PLN-4")


def test_pln_4_a_timer_runs_for_every_open_action() -> None:
    assert {n: d for n, d in CASE.deadlines().items() if n.startswith("action")} == {"action-1": DUE, "action-2": DUE}


def test_pln_4_overdue_is_an_event_once_and_stays_visible() -> None:
    [overdue] = CASE.when_expired("action-1", at=DUE).then(ActionOverdue)

    assert (overdue.action, overdue.owner, overdue.due) == (1, POLITIE, DUE)
    OVERDUE.when_expired("action-1", at=DUE).then()
    assert [action["overdue"] for action in plan.views["plan"](OVERDUE.state)["actions"]] == [True, False]
    CASE.when_expired("action-1", at=datetime(2026, 2, 9, 22, 59, tzinfo=UTC)).then()


def test_pln_4_an_overdue_action_can_still_be_done() -> None:
    OVERDUE.when(CompleteAction(action=1, outcome="Alsnog."), by=POLITIE).then(ActionCompleted)


def test_pln_4_handed_over_with_a_later_day_the_term_starts_anew() -> None:
    command = ReassignAction(action=1, owner=GEMEENTE, due=date(2026, 3, 2), reason="Politie komt er niet aan toe.")
    [reassigned] = OVERDUE.when(command, by=HAAGLANDEN).then(ActionReassigned)

    after = OVERDUE.and_given(reassigned)
    assert after.deadlines()["action-1"] == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    after.when(CompleteAction(action=1, outcome="Gedaan."), by=POLITIE).refused("PLN-4")
    after.when(CompleteAction(action=1, outcome="Gedaan."), by=GEMEENTE).then(ActionCompleted)


def test_pln_4_handed_over_without_a_new_day_it_stays_overdue() -> None:
    [reassigned] = OVERDUE.when(ReassignAction(action=1, owner=GEMEENTE, reason="Ruil."), by=HAAGLANDEN).then(
        ActionReassigned
    )

    assert reassigned.due == date(2026, 2, 9)
    assert OVERDUE.and_given(reassigned).state.actions[1].overdue


def test_pln_4_after_the_exit_nothing_is_due() -> None:
    excluded = ClientExcluded(at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))

    assert CASE.and_given(excluded).deadlines() == {}
