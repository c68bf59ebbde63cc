"""PLN-6: a label that a partner has not registered in time is overdue, by an event, per partner; late is still registered."""

from datetime import UTC, datetime

from levensloop.contracts.commands.plan import RegisterLabel
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.plan import LabelOverdue, LabelRegistered, LabelWithdrawn
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.infra.specification import given
from levensloop.plan.service import plan
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, SAMPLE_TEAM, direction_transferred, joined, move_announced
from support.samples.plan import label_registered, planned_case
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    POLITIE,
    ROTTERDAM,
    actor,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *planned_case(), label_registered(CRISISDIENST))
DUE = datetime(2026, 2, 2, 23, 0, tzinfo=UTC)
TIMER = f"label-{POLITIE}"
OVERDUE = CASE.and_given(*CASE.when_expired(TIMER, at=DUE).then(LabelOverdue))


def test_pln_6_a_timer_runs_per_partner_that_has_not_registered() -> None:
    waiting = {i.organisation for i in SAMPLE_TEAM} - {CRISISDIENST}

    assert {n: d for n, d in CASE.deadlines().items() if n.startswith("label")} == {f"label-{p}": DUE for p in waiting}


def test_pln_6_overdue_is_an_event_once_and_stays_visible() -> None:
    [overdue] = CASE.when_expired(TIMER, at=DUE).then(LabelOverdue)

    assert (overdue.partner, overdue.role, overdue.due) == (POLITIE, Role.POLITIE, DUE)
    OVERDUE.when_expired(TIMER, at=DUE).then()
    assert TIMER not in OVERDUE.deadlines()
    labels = plan.views["plan"](OVERDUE.state)["labels"]
    assert (labels[POLITIE]["overdue"], labels[CRISISDIENST]["overdue"]) == (True, False)


def test_pln_6_late_is_still_registered() -> None:
    [late] = OVERDUE.when(RegisterLabel(system="abonnement"), by=POLITIE).then(LabelRegistered)

    assert OVERDUE.and_given(late).state.labels[POLITIE].registered_on == NOW.date()


def test_pln_6_who_registered_is_never_overdue() -> None:
    CASE.when_expired(f"label-{CRISISDIENST}", at=DUE).then()


def test_pln_6_too_early_is_not_overdue() -> None:
    CASE.when_expired(TIMER, at=datetime(2026, 2, 2, 22, 59, tzinfo=UTC)).then()


def test_pln_6_what_is_withdrawn_is_not_overdue() -> None:
    excluded = ClientExcluded(at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))

    CASE.when_logged(excluded).then(*[LabelWithdrawn] * len(SAMPLE_TEAM))
    assert CASE.and_given(excluded).deadlines() == {}


def test_pln_6_after_a_move_the_new_region_has_terms_of_its_own() -> None:
    there = given(plan, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    moved = (*planned_case(), move_announced(NOW), direction_transferred(NOW))
    there = there.and_given(*moved, source=HAAGLANDEN)
    here = joined("politie-rotterdam", NOW, ROTTERDAM)
    asked = there.when_logged(here).decision
    assert not isinstance(asked, Refusal)

    labels = {n for n in there.and_given(here, *asked).deadlines() if n.startswith("label")}
    assert labels == {"label-politie-rotterdam"}
