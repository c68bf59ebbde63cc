"""WGS-2.31-8: a closed case is shielded at once; in a special case, with every supplier's agreement, it is to be seen again until a day."""

from datetime import date, timedelta

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.retention import AnswerExtension, ExtendRetention
from levensloop.contracts.events.inclusion import ClientDied
from levensloop.contracts.events.retention import ExtensionAsked, ReturnEnded
from levensloop.contracts.retention import KeepingGround
from levensloop.contracts.standing import shielded
from levensloop.infra.specification import Given
from levensloop.retention.service import retention
from support.samples.inclusion import included_case
from support.samples.world import HAAGLANDEN, POLITIE, actor, at_haaglanden

OM = "om-haaglanden"
UNTIL = date(2027, 6, 30)
SEEN_AGAIN = ExtendRetention(
    until=UNTIL, ground=KeepingGround.LEGAL_CLAIM, reason="Er loopt een rechtsvordering.", back=True
)


def closed() -> Given:
    events = included_case()
    died = ClientDied(at=events[-1].at + timedelta(days=1), by=actor(HAAGLANDEN), died_on=events[-1].at.date())
    return at_haaglanden(retention, *events, died)


def agreed(history: Given, *but: str) -> Given:
    """Proposed, and every supplier agreed but these."""
    proposed = history.when(SEEN_AGAIN, by=OM).decision
    assert isinstance(proposed, list)
    history = history.and_given(*proposed)
    for event in proposed:
        if isinstance(event, ExtensionAsked) and event.supplier not in but:
            decision = history.when(AnswerExtension(agrees=True), by=event.supplier).decision
            assert isinstance(decision, list)
            history = history.and_given(*decision)
    return history


def rule(history: Given) -> str | None:
    return shielded(history.state.standing, HAAGLANDEN)


def test_wgs_2_31_8_seen_again_until_that_day_and_shielded_by_itself() -> None:
    history = closed()
    assert rule(history) == "EXT-3"
    history = agreed(history)
    assert rule(history) is None
    due = history.deadlines()["return"]
    assert due == end_of(UNTIL)
    history.when_expired("return", at=due - timedelta(seconds=1)).then()
    (ended,) = history.when_expired("return", at=due).then(ReturnEnded)
    history = history.and_given(ended)

    assert rule(history) == "EXT-3"
    assert "return" not in history.deadlines()


def test_wgs_2_31_8_not_as_long_as_one_supplier_has_not_agreed() -> None:
    assert rule(agreed(closed(), POLITIE)) == "EXT-3"


def test_wgs_2_31_8_its_term_runs_on_while_it_is_seen() -> None:
    history = agreed(closed())

    assert {"quarter", "case"} <= history.deadlines().keys()


def test_wgs_2_31_8_an_open_case_is_seen_already() -> None:
    at_haaglanden(retention, *included_case()).when(SEEN_AGAIN, by=OM).refused("WGS-2.31-8")
