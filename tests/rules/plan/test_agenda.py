"""What plan puts on the agenda: REV-1 for the ZVH, PLN-6 for each partner that did not register yet; ALW-1, nothing overdue unseen."""

from levensloop.contracts.events.plan import ReviewOverdue
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from support.samples.inclusion import included_case
from support.samples.plan import label_registered, planned_case
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, amsterdam, at_haaglanden

CASE = at_haaglanden(plan, *planned_case())


def agenda(case: Given) -> dict[tuple[str, str], AgendaItem]:
    """(rule, owner) → item."""
    items = plan.agenda(case.state, case.deadlines(), HAAGLANDEN)
    assert len({(item.rule, item.owner) for item in items}) == len(items)
    return {(item.rule, item.owner): item for item in items}


def test_there_is_nothing_before_the_plan() -> None:
    assert agenda(at_haaglanden(plan, *included_case())) == {}


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
