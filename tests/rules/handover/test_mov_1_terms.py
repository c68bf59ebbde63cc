"""MOV-1, MOV-5, ALW-1: what a move waits for has an owner and a last day, and is seen when that passed."""

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.handover import AnswerIdentity, AnswerSupplierRequest
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    CaseReleased,
    IdentityAnswered,
    IdentityOverdue,
    MoveOverdue,
    SupplierAgreementOverdue,
    SupplierDeclined,
)
from levensloop.handover.service import handover
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.specification import Given
from support.samples.handover import (
    ANSWER_BEFORE,
    HANDED_OVER_AT,
    accepted,
    announced_at_haaglanden,
    answered,
    answered_at_haaglanden,
    moving_at_haaglanden,
    moving_at_rotterdam,
    presented_at_rotterdam,
    supplier_agreed,
    supplier_asked,
)
from support.samples.inclusion import client_died, direction_transferred
from support.samples.world import CHAIR, HAAGLANDEN, NOW, POLITIE, ROTTERDAM, actor

LATE = end_of(ANSWER_BEFORE)
PLANNED_ON = NOW.date()
IDENTITY_LATE = IdentityOverdue(at=LATE, by=actor(HAAGLANDEN), move=1, to_zvh=ROTTERDAM, due=ANSWER_BEFORE)
SUPPLIER_LATE = SupplierAgreementOverdue(at=LATE, by=actor(HAAGLANDEN), move=1, supplier=POLITIE, due=ANSWER_BEFORE)
MOVE_LATE = MoveOverdue(at=LATE, by=actor(HAAGLANDEN), move=1, planned_on=PLANNED_ON)
DECLINED = SupplierDeclined(at=NOW, by=actor(POLITIE), move=1, supplier=POLITIE, reason="Het onderzoek loopt nog.")


def asked() -> Given:
    return answered_at_haaglanden().and_given(supplier_asked())


def on_the_agenda(case: Given, me: str = HAAGLANDEN) -> dict[str, AgendaItem]:
    """Who must do something → what."""
    if me == HAAGLANDEN:
        return {item.owner: item for item in handover.agenda(case.state, case.deadlines(), me)[1:]}
    return {item.owner: item for item in handover.agenda_elsewhere(case.state, me)}


def test_mov_1_the_sender_watches_identity_suppliers_and_the_day() -> None:
    assert announced_at_haaglanden().deadlines() == {"move": end_of(PLANNED_ON), "identity": LATE}
    assert asked().deadlines() == {"move": end_of(PLANNED_ON), f"supplier-{POLITIE}": LATE}
    assert asked().and_given(supplier_agreed()).deadlines() == {"move": end_of(PLANNED_ON)}
    assert moving_at_haaglanden().deadlines() == {"move": end_of(PLANNED_ON)}


def test_mov_1_and_the_receiver_does_not() -> None:
    assert presented_at_rotterdam().deadlines() == {}
    assert moving_at_rotterdam().deadlines() == {}


@pytest.mark.parametrize(
    ("case", "timer", "event"),
    [
        (announced_at_haaglanden(), "identity", IDENTITY_LATE),
        (asked(), f"supplier-{POLITIE}", SUPPLIER_LATE),
        (asked(), "move", MOVE_LATE),
    ],
    ids=["identity", "supplier", "move"],
)
def test_mov_1_too_late_is_an_event_and_said_once(case: Given, timer: str, event: DomainEvent) -> None:
    [late] = case.when_expired(timer, LATE).then(type(event))

    assert late.model_dump(exclude={"by"}) == event.model_dump(exclude={"by"})
    case.when_expired(timer, NOW).then()
    case.and_given(late).when_expired(timer, LATE).then()
    assert timer not in case.and_given(late).deadlines()


def test_mov_1_late_is_still_answered() -> None:
    there = presented_at_rotterdam().when(AnswerIdentity(hit=False), by=ROTTERDAM, functionary=CHAIR, at=HANDED_OVER_AT)
    there.then(IdentityAnswered)
    late = asked().and_given(SUPPLIER_LATE)
    late.when_logged(supplier_agreed()).then(CaseReleased)
    late.when(AnswerSupplierRequest(agrees=True), by=POLITIE).then(type(supplier_agreed()))


def test_mov_1_the_agenda_names_who_must_answer() -> None:
    assert on_the_agenda(announced_at_haaglanden())[ROTTERDAM].due == LATE
    assert on_the_agenda(announced_at_haaglanden().and_given(IDENTITY_LATE))[ROTTERDAM].overdue
    assert on_the_agenda(asked())[POLITIE].rule == "MOV-1"
    assert on_the_agenda(asked().and_given(SUPPLIER_LATE))[POLITIE].overdue
    assert set(on_the_agenda(answered_at_haaglanden().and_given(supplier_asked("weg-bv", HAAGLANDEN)))) == {HAAGLANDEN}
    assert on_the_agenda(moving_at_haaglanden()) == {}


def test_mov_1_who_declined_leaves_it_to_the_zvh() -> None:
    declined = on_the_agenda(asked().and_given(DECLINED))

    assert set(declined) == {HAAGLANDEN}
    assert POLITIE in declined[HAAGLANDEN].what
    assert (declined[HAAGLANDEN].due, declined[HAAGLANDEN].overdue) == (end_of(PLANNED_ON), False), "a term that runs"


def test_mov_1_at_the_receiver_the_identity_waits_though_it_has_no_case() -> None:
    waits = on_the_agenda(presented_at_rotterdam(), ROTTERDAM)[ROTTERDAM]

    assert (waits.due, waits.rule) == (LATE, "MOV-1")
    assert on_the_agenda(presented_at_rotterdam().and_given(answered()), ROTTERDAM) == {}


def test_mov_5_at_the_receiver_the_handover_waits_to_be_accepted() -> None:
    there = moving_at_rotterdam()

    assert on_the_agenda(there, ROTTERDAM)[ROTTERDAM].due == end_of(PLANNED_ON)
    assert on_the_agenda(there.and_given(accepted()), ROTTERDAM) == {}


def test_mov_5_a_move_past_its_day_stays_with_the_sender() -> None:
    here = moving_at_haaglanden().and_given(MOVE_LATE)

    [item] = handover.agenda(here.state, here.deadlines(), HAAGLANDEN)
    assert (item.owner, item.due, item.overdue) == (HAAGLANDEN, end_of(PLANNED_ON), True)


@pytest.mark.parametrize("end", [direction_transferred(HANDED_OVER_AT), client_died()], ids=["transferred", "died"])
def test_alw_1_when_the_move_is_over_nothing_runs(end: DomainEvent) -> None:
    for case in (announced_at_haaglanden(), asked(), moving_at_haaglanden()):
        after = case.and_given(end)
        assert after.deadlines() == {}
        assert handover.agenda(after.state, {}, HAAGLANDEN) == []
