"""What plan puts on the agenda: REV-1 for the ZVH, PLN-6 for each partner that did not register yet; ALW-1, nothing overdue unseen."""

from levensloop.contracts.events.plan import ActionCompleted, ActionOverdue, PlanOverdue, ReviewOverdue
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from support.samples.actions import TWO_ACTIONS
from support.samples.inclusion import included_case
from support.samples.plan import label_registered, planned_case
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    POLITIE,
    WOONPARTNER,
    actor,
    amsterdam,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *planned_case())


def agenda(case: Given) -> dict[tuple[str, str], AgendaItem]:
    """(rule, owner) → item."""
    items = plan.agenda(case.state, case.deadlines(), HAAGLANDEN)
    assert len({(item.rule, item.owner) for item in items}) == len(items)
    return {(item.rule, item.owner): item for item in items}


def test_inc_7_before_the_plan_there_is_the_plan_to_make() -> None:
    items = agenda(at_haaglanden(plan, *included_case()))

    assert list(items) == [("INC-7", HAAGLANDEN)]
    assert items["INC-7", HAAGLANDEN].due == amsterdam(2026, 2, 6, hour=0)


def test_inc_7_a_plan_that_is_overdue_stays_though_no_timer_runs() -> None:
    case = at_haaglanden(plan, *included_case())
    overdue = case.and_given(*case.when_expired("plan", at=amsterdam(2026, 2, 6)).then(PlanOverdue))

    assert overdue.deadlines() == {}
    assert agenda(overdue)["INC-7", HAAGLANDEN].overdue
    assert agenda(at_haaglanden(plan)) == {}


def test_pln_4_an_action_is_for_its_owner_until_it_is_done() -> None:
    case = CASE.and_given(*TWO_ACTIONS)
    overdue = case.and_given(*case.when_expired("action-1", at=amsterdam(2026, 2, 10)).then(ActionOverdue))
    done = overdue.and_given(ActionCompleted(at=NOW, by=actor(POLITIE), action=1, outcome="Gebeld."))

    assert agenda(case)["PLN-4", POLITIE].due == amsterdam(2026, 2, 10, hour=0)
    assert agenda(overdue)["PLN-4", POLITIE].overdue
    assert ("PLN-4", POLITIE) not in agenda(done)
    assert ("PLN-4", WOONPARTNER) in agenda(done)


def test_rev_1_the_review_is_for_the_zvh_until_the_end_of_its_last_day() -> None:
    review = agenda(CASE)["REV-1", HAAGLANDEN]

    assert (review.due, review.overdue) == (amsterdam(2026, 4, 27, hour=0), False)


def test_rev_1_an_overdue_review_stays_though_no_timer_runs() -> None:
    overdue = CASE.and_given(*CASE.when_expired("review", at=amsterdam(2026, 4, 27)).then(ReviewOverdue))

    assert "review" not in overdue.deadlines()
    assert agenda(overdue)["REV-1", HAAGLANDEN].overdue


def test_pln_6_a_label_is_for_the_partner_until_it_registered() -> None:
    before, after = agenda(CASE), agenda(CASE.and_given(label_registered(CRISISDIENST)))

    assert before["PLN-6", CRISISDIENST].due == amsterdam(2026, 2, 3, hour=0)
    assert "vooraanmelding" in before["PLN-6", CRISISDIENST].what
    assert before.keys() - after.keys() == {("PLN-6", CRISISDIENST)}
    assert ("PLN-6", GEMEENTE) in after
