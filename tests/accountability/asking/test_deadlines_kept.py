"""WGS-1.10, ALW-1: which terms were kept: begin and end of each held against each other, in its case and of its kind."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from accountability.asking.test_the_questions import CASE, log, of_event

from levensloop.audit.asking.counting import Figures
from levensloop.audit.asking.deadlines_kept import Term
from levensloop.audit.asking.gathering import Gathered
from levensloop.audit.asking.rows import Indexed
from levensloop.audit.records.deadlines import DEADLINES, NO_TERM, Deadline, term_codes
from levensloop.contracts.accountability import Account, Operation, Origin
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, inclusion, plan, signals, third_parties
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role
from support.samples.signals import signal_raised
from support.samples.world import OM, POLITIE, ROTTERDAM


def told(kind: type[DomainEvent], *codes: str, case: UUID = CASE, **facts: object) -> Account:
    return of_event(kind, codes=codes, **facts).model_copy(update={"case": case, "id": uuid4()})


def terms(*accounts: Account) -> dict[str, tuple[int, int, int, int]]:
    """Term → kept, missed, running, dropped."""
    figures = Figures({})
    for record in log(*accounts):
        figures.over(record)
    return {t.name: (t.kept, t.missed, t.running, t.dropped) for t in figures.terms}


LABEL = "label bij de partner"
ASKED, GIVEN, LATE, BACK = plan.LabelRequested, plan.LabelRegistered, plan.LabelOverdue, plan.LabelWithdrawn
TO_OM, TO_POLICE = f"partner:{OM}", f"partner:{POLITIE}"


def test_what_runs_is_not_kept() -> None:
    assert terms(told(ASKED, TO_OM), told(ASKED, TO_POLICE)) == {LABEL: (0, 0, 2, 0)}


def test_alw_1_begin_and_end_are_of_the_same_one() -> None:
    asked = (told(ASKED, TO_OM), told(ASKED, TO_POLICE))
    assert terms(*asked, told(GIVEN, TO_OM)) == {LABEL: (1, 0, 1, 0)}
    assert terms(*asked, told(LATE, TO_OM), told(GIVEN, TO_POLICE)) == {LABEL: (1, 1, 0, 0)}
    assert terms(*asked, told(GIVEN, TO_OM, case=uuid4())) == {LABEL: (0, 0, 2, 0)}, "that is another case"


def test_who_does_it_late_did_not_keep_it() -> None:
    assert terms(told(ASKED, TO_OM), told(LATE, TO_OM), told(GIVEN, TO_OM)) == {LABEL: (0, 1, 0, 0)}


def test_what_need_not_be_any_more_is_neither() -> None:
    assert terms(told(ASKED, TO_OM), told(BACK, TO_OM)) == {LABEL: (0, 0, 0, 1)}
    closed = told(inclusion.ClientDied)
    assert terms(told(ASKED, TO_OM), told(ASKED, TO_POLICE), closed) == {LABEL: (0, 0, 0, 2)}
    moved = told(handover.DirectionTransferred, "move:1", to=ROTTERDAM)
    assert terms(told(ASKED, TO_OM), moved)[LABEL] == (0, 0, 0, 1)
    agreed = told(handover.SupplierAgreementAsked, "move:1", f"supplier:{OM}")
    both = (agreed, told(handover.SupplierAgreementAsked, "move:1", f"supplier:{POLITIE}"))
    assert next(iter(terms(*both, told(handover.MoveCancelled, "move:1")).values())) == (0, 0, 0, 2)


def test_mov_6_a_move_that_was_withdrawn_after_the_release_runs_no_more_at_the_receiver() -> None:
    came = {"operation": Operation.COLLECT, "organisation": ROTTERDAM, "role": Role.ZVH}
    announced = told(handover.MoveAnnounced, "move:1").model_copy(update=came)
    withdrawn = told(handover.IdentityWithdrawn, "move:1").model_copy(update=came)
    assert terms(announced) == {"verhuizing": (0, 0, 1, 0)}
    assert terms(announced, withdrawn) == {}
    mine = (told(handover.MoveAnnounced, "move:1"), told(handover.MoveCancelled, "move:1"))
    assert terms(*mine, told(handover.IdentityWithdrawn, "move:1")) == {"verhuizing": (0, 0, 0, 1)}, "once"


def test_an_event_may_end_one_and_start_the_next() -> None:
    review = "evaluatie"
    planned, held = told(plan.PlanEstablished), told(plan.ReviewHeld)
    assert terms(planned, held, held, told(plan.ReviewOverdue), held)[review] == (2, 1, 1, 0)
    assert review not in terms(told(plan.PlanEstablished, NO_TERM)), "no day was set"


def test_wgs_1_7_4_feedback_that_came_and_that_did_not() -> None:
    """WGS-1.7-4."""
    first, second = told(third_parties.ResultGiven, "giving:1"), told(third_parties.ResultGiven, "giving:2")
    came, late = told(third_parties.FeedbackGiven, "giving:1", NO_TERM), told(third_parties.FeedbackOverdue, "giving:2")
    assert list(terms(first, second, came, late).values()) == [(1, 1, 0, 0)]


def test_a_log_of_before_that_does_not_say_which_one_counts_in_order() -> None:
    assert terms(*[told(ASKED)] * 4, told(LATE), told(GIVEN))[LABEL][1] == 1
    assert terms(told(ASKED), told(ASKED), told(GIVEN)) == {LABEL: (1, 0, 1, 0)}


def test_what_came_along_with_a_case_was_not_kept_or_missed_here() -> None:
    origin = Origin(organisation=ROTTERDAM, at=log(told(ASKED))[0].account.at)
    came = {"operation": Operation.COLLECT, "organisation": ROTTERDAM, "role": Role.ZVH, "origin": origin}
    begun, ended = told(ASKED, TO_OM).model_copy(update=came), told(GIVEN, TO_OM).model_copy(update=came)
    assert terms(begun, ended) == {}
    assert terms(begun) == {LABEL: (0, 0, 1, 0)}, "it runs on, here"
    assert terms(begun, told(GIVEN, TO_OM)) == {LABEL: (1, 0, 0, 0)}
    assert terms(told(ASKED, TO_OM), ended) == {LABEL: (1, 0, 0, 0)}, "the other ZVH ended what began here"
    figures = Figures({})
    for record in log(begun, told(ASKED, TO_POLICE)):
        figures.over(record)
    assert figures.happened["label-requested"] == 1, "nor did it happen here"


def test_what_began_before_the_period_may_end_in_it_and_what_passed_before_is_not_of_it() -> None:
    records = log(
        told(ASKED, TO_OM), told(ASKED, TO_POLICE), told(LATE, TO_POLICE), told(GIVEN, TO_OM), told(GIVEN, TO_POLICE)
    )
    first, day = records[0].account.at, timedelta(days=1)
    moved = [
        Indexed(r.index, r.account.model_copy(update={"at": first + (0 if at < 3 else 9) * day}))
        for at, r in enumerate(records)
    ]
    gathered = Gathered((), (first + 5 * day).date(), (first + 10 * day).date(), {})
    for record in moved:
        gathered.over(record)
    assert gathered.figures.terms == [Term(LABEL, 1, 0, 0, 0)]


def test_a_disclosure_counts_under_the_role_by_which_was_judged() -> None:
    letter = of_event(signals.SignalRaised, to="wie-er-niet-meer-is", operation=Operation.DISCLOSE, to_role=Role.OM)
    figures = Figures({})
    for record in log(letter):
        figures.over(record)
    assert list(figures.disclosed) == [("2026-03", Role.OM)]


def test_alw_1_every_event_that_says_a_term_passed_is_of_one() -> None:
    passing = {kind for kind in EVENTS.values() if kind.__name__.endswith(("Overdue", "Exceeded"))}
    assert {deadline.passed for deadline in DEADLINES} == passing
    assert len({deadline.name for deadline in DEADLINES}) == len(DEADLINES) == len(passing)


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.name)
def test_each_event_of_a_term_says_which_one_it_is_of(deadline: Deadline) -> None:
    assert set(deadline.of) <= deadline.passed.model_fields.keys()
    for kind in (*deadline.begins, *deadline.ends):
        assert not deadline.of or set(deadline.of) & kind.model_fields.keys(), kind
    assert all(field in kind.model_fields for kind, field in (deadline.due or {}).items())


def test_the_codes_are_of_the_event_itself() -> None:
    assert term_codes(signal_raised()) == ()
    late = plan.ActionOverdue.model_construct(action=3, due=date(2026, 3, 2))
    assert term_codes(late) == ("action:3",)
    none = third_parties.FeedbackGiven.model_construct(admission=None, giving=2, next_before=None)
    assert term_codes(none) == ("giving:2", NO_TERM)
