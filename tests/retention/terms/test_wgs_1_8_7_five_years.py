"""WGS-1.8-7: each datum goes at the latest five years after its first processing, wherever the case is; only a decision with the suppliers'
agreement keeps it longer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.retention import AnswerExtension, ExtendRetention
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientDied
from levensloop.contracts.events.monitor import FiguresRequested
from levensloop.contracts.events.retention import (
    DestructionOrdered,
    ExtensionAsked,
    PlaceDestroyed,
    QuarterExpired,
    RetentionExtended,
)
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.retention import DestructionGround, KeepingGround
from levensloop.infra.specification import Given, record
from levensloop.retention.clock import Clock, evolve
from levensloop.retention.service import retention
from support.samples.inclusion import included_case
from support.samples.world import CHAIR, HAAGLANDEN, POLITIE, ROTTERDAM, actor, at_haaglanden

OM = "om-haaglanden"
REASON = "Er loopt een rechtsvordering."
LATER = date(2031, 2, 1)


def died(at: datetime) -> ClientDied:
    return ClientDied(at=at, by=actor(HAAGLANDEN), died_on=at.date())


def closed() -> Given:
    events = included_case()
    return at_haaglanden(retention, *events, died(events[-1].at + timedelta(days=1)))


def first(history: Given) -> datetime:
    return min(recorded.time for recorded in history.history)


def five_years_after(moment: datetime) -> datetime:
    return moment.replace(year=moment.year + 5)


def extend(until: date) -> ExtendRetention:
    return ExtendRetention(until=until, ground=KeepingGround.LEGAL_CLAIM, reason=REASON)


def test_wgs_1_8_7_no_datum_is_older_than_five_years_when_its_quarter_goes() -> None:
    history = closed()
    due = history.deadlines()["quarter"]

    assert timedelta(0) <= five_years_after(first(history)) - due < timedelta(days=1)
    history.when_expired("quarter", at=due - timedelta(seconds=1)).then()
    (expired,) = history.when_expired("quarter", at=due).then(QuarterExpired)
    assert expired.quarter == "2026q1"
    assert "quarter" not in history.and_given(expired).deadlines(), "said once"


def test_wgs_1_8_7_each_quarter_has_its_own_clock() -> None:
    start = datetime(2026, 3, 31, 12, tzinfo=UTC)
    clock = Clock()
    for at in (start, start + timedelta(days=1), start + timedelta(days=40)):
        clock = evolve(clock, _recorded(died(at)))

    assert clock.quarters(HAAGLANDEN) == {
        "2026q1": end_of(date(2031, 3, 30)),
        "2026q2": end_of(date(2031, 3, 31)),
    }


def test_wgs_1_8_7_a_move_does_not_start_the_clock_anew() -> None:
    """What another ZVH recorded keeps its time; and what that ZVH destroyed is not destroyed here by that."""
    here = closed()
    clock = Clock()
    for recorded in here.history:
        clock = evolve(clock, recorded)
    expired = QuarterExpired(at=here.context.now, by=actor(ROTTERDAM), quarter="2026q1", destruction=here.history[0].id)
    clock = evolve(clock, _recorded(expired))

    assert clock.quarters(HAAGLANDEN) == {"2026q1": here.deadlines()["quarter"]}
    assert clock.quarters(ROTTERDAM) == {}


def test_wgs_1_8_7_a_closed_case_goes_as_a_whole_when_its_newest_datum_is_five_years_old() -> None:
    history = closed()
    due = history.deadlines()["case"]

    assert due >= history.deadlines()["quarter"]
    (order,) = history.when_expired("case", at=due).then(DestructionOrdered)
    assert order.ground is DestructionGround.TERM_OVER
    assert history.and_given(order).deadlines() == {}


def test_wgs_1_8_7_an_open_case_is_not_destroyed_as_a_whole() -> None:
    assert "case" not in at_haaglanden(retention, *included_case()).deadlines()


def test_wgs_1_8_7_it_is_on_the_agenda_before_it_happens() -> None:
    history = closed()
    items = retention.agenda_kept(history.state, history.deadlines(), HAAGLANDEN)

    assert {(item.owner, item.rule) for item in items} == {(HAAGLANDEN, "WGS-1.8-7")}
    assert {item.due for item in items} == set(history.deadlines().values())


def test_wgs_1_8_7_extended_with_the_agreement_of_every_supplier() -> None:
    history = closed()
    shortly_before = history.deadlines()["quarter"] - timedelta(days=60)
    until = (history.deadlines()["case"] + timedelta(days=365)).date()
    proposed = history.when(extend(until), by=OM, at=shortly_before).decision
    assert isinstance(proposed, list)
    asked = [event for event in proposed if isinstance(event, ExtensionAsked)]
    assert POLITIE in {event.supplier for event in asked}
    before, history = history.deadlines()["quarter"], history.and_given(*proposed)
    for event in asked:
        assert history.deadlines()["quarter"] == before, "as long as not all agreed, the term stands"
        agreed = history.when(AnswerExtension(agrees=True), by=event.supplier).decision
        assert isinstance(agreed, list)
        history = history.and_given(*agreed)

    assert history.deadlines()["quarter"] == history.deadlines()["case"] == end_of(until)


def test_wgs_1_8_7_a_supplier_that_does_not_agree_ends_it() -> None:
    history = closed()
    proposed = history.when(extend(LATER), by=OM).decision
    assert isinstance(proposed, list)
    history = history.and_given(*proposed)
    history.when(AnswerExtension(agrees=False), by=POLITIE).refused("WGS-1.8-7")
    declined = history.when(AnswerExtension(agrees=False, note="Niet nodig."), by=POLITIE).decision
    assert isinstance(declined, list)
    before, history = history.deadlines()["quarter"], history.and_given(*declined)

    assert history.deadlines()["quarter"] == before
    assert not [name for name in history.deadlines() if name.startswith("extension-")]
    history.when(AnswerExtension(agrees=True), by=POLITIE).refused("WGS-1.8-7")


def test_wgs_1_8_7_a_supplier_that_does_not_answer_is_seen_to_be_late() -> None:
    history = closed()
    proposed = history.when(extend(LATER), by=OM).decision
    assert isinstance(proposed, list)
    history = history.and_given(*proposed)
    timer = f"extension-{POLITIE}"
    due = history.deadlines()[timer]
    late = history.when_expired(timer, at=due).decision
    assert isinstance(late, list)
    history = history.and_given(*late)

    assert timer not in history.deadlines()
    items = retention.agenda_kept(history.state, history.deadlines(), HAAGLANDEN)
    assert [item.overdue for item in items if item.owner == POLITIE] == [True]


def test_wgs_1_8_7_no_term_runs_over_what_is_about_no_case() -> None:
    """Figures and proofs stay: nobody is in them."""
    at, by = closed().context.now, actor(HAAGLANDEN)
    asked = FiguresRequested(at=at, by=by, half_year="2026H1")
    gone = PlaceDestroyed(at=at, by=by, place=HAAGLANDEN, entries=3)

    assert at_haaglanden(retention, asked).deadlines() == {}
    assert at_haaglanden(retention, gone).deadlines() == {}


def test_wgs_1_8_7_for_suppliers_of_another_region_the_procesregisseur_answers_on_record() -> None:
    """A case that came from elsewhere is not kept longer because nobody could be asked."""
    history = closed()
    there = replace(history, context=replace(history.context, me=ROTTERDAM))
    proposed = there.when(extend(LATER), by="om-rotterdam").decision
    assert isinstance(proposed, list)
    asked = [event for event in proposed if isinstance(event, ExtensionAsked)]
    assert POLITIE in {event.supplier for event in asked}
    assert {event.owner for event in asked} == {ROTTERDAM}
    assert not [event for event in proposed if isinstance(event, RetentionExtended)]
    there = there.and_given(*proposed)
    answer = AnswerExtension(agrees=True, supplier=POLITIE)
    there.when(answer, by=POLITIE).refused("WGS-1.8-7")
    there.when(answer, by=ROTTERDAM).refused("WGS-1.8-7")
    for event in asked:
        answer = AnswerExtension(agrees=True, supplier=event.supplier)
        decision = there.when(answer, by=ROTTERDAM, functionary=CHAIR).decision
        assert isinstance(decision, list)
        there = there.and_given(*decision)

    assert there.deadlines()["quarter"] == end_of(LATER)


def test_wgs_1_8_7_one_decision_keeps_it_at_most_five_years_longer() -> None:
    history = closed()
    today = history.context.today
    history.when(extend(today.replace(year=today.year + 5) + timedelta(days=1)), by=OM).refused("WGS-1.8-7")

    assert isinstance(history.when(extend(today.replace(year=today.year + 5)), by=OM).decision, list)


@pytest.mark.parametrize("by", [HAAGLANDEN, "reclassering-haaglanden", "woonpartner-duinrand"])
def test_wgs_1_8_7_only_a_public_participant_extends(by: str) -> None:
    closed().when(extend(LATER), by=by, functionary=CHAIR).refused("WGS-1.8-7")


def test_wgs_1_8_7_not_until_a_day_that_is_over() -> None:
    closed().when(extend(date(2020, 1, 1)), by=OM).refused("WGS-1.8-7")


def test_wgs_1_8_7_only_who_was_asked_answers() -> None:
    closed().when(AnswerExtension(agrees=True), by=POLITIE).refused("WGS-1.8-7")


def _recorded(event: DomainEvent) -> Recorded[DomainEvent]:
    return record(event, 1, event.by.organisation)
