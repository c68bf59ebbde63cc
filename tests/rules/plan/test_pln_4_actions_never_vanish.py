"""PLN-4, ALW-1: who leaves, or stays behind in a move, leaves its open actions to the ZVH by an event; they never vanish."""

from datetime import date

from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.events.plan import ActionCompleted, ActionReassigned, LabelRequested, LabelWithdrawn
from levensloop.contracts.roles import Role
from levensloop.infra.specification import given
from levensloop.plan.service import plan
from support.samples.actions import TWO_ACTIONS
from support.samples.inclusion import carriers_joined, direction_transferred, joined, move_announced
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    ROTTERDAM,
    WOONPARTNER,
    actor,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *planned_case(), *TWO_ACTIONS)
LEFT = PartnerLeft(
    at=NOW,
    by=actor(HAAGLANDEN, CHAIR),
    organisation=WOONPARTNER,
    role=Role.WOONPARTNER,
    reason="Klaar.",
    left_on=NOW.date(),
)


def test_pln_4_who_leaves_leaves_its_open_actions_to_the_zvh() -> None:
    _, taken = CASE.when_logged(LEFT).then(LabelWithdrawn, ActionReassigned)

    assert (taken.action, taken.owner, taken.due) == (2, HAAGLANDEN, date(2026, 2, 9))
    assert taken.by.functionary == "systeem"
    after = CASE.and_given(LEFT, taken)
    assert "action-2" in after.deadlines()


def test_pln_4_what_was_done_stays_done() -> None:
    done = ActionCompleted(at=NOW, by=actor(WOONPARTNER), action=2, outcome="Gedaan.")

    CASE.and_given(done).when_logged(LEFT).then(LabelWithdrawn)


def test_pln_4_who_came_back_keeps_them() -> None:
    CASE.when_logged(LEFT, joined(WOONPARTNER)).then()


def test_pln_4_after_a_move_the_new_zvh_has_the_open_actions() -> None:
    there = given(plan, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    there = there.and_given(*planned_case(), *TWO_ACTIONS, move_announced(NOW), source=HAAGLANDEN)

    first, second = carriers_joined()
    there.when_logged(direction_transferred(NOW), source=HAAGLANDEN).then()
    there = there.and_given(direction_transferred(NOW), source=HAAGLANDEN).and_given(first)
    follows = there.when_logged(second).then(LabelRequested, LabelRequested, ActionReassigned, ActionReassigned)

    assert [(action.action, action.owner) for action in follows[2:]] == [(1, ROTTERDAM), (2, ROTTERDAM)]
    after = there.and_given(second, *follows)
    assert {"action-1", "action-2"} <= after.deadlines().keys()
    after.when_logged(second).then()
