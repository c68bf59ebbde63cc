"""MOV-1, MOV-2: what should have gone to another ZVH is worked out again from the log alone, as far as the feed says that it came. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from levensloop.contracts.commands.handover import CancelMove
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import IdentityWithdrawn, MoveCancelled
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.events.retention import QuarterExpired
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.recorded import Recorded
from levensloop.handover.expected import Sent, expected
from levensloop.handover.retraction import neighbours
from support.samples.handover import (
    announced_at_haaglanden,
    joint_meeting,
    moving_at_haaglanden,
    supplier_agreed,
    supplier_asked,
)
from support.samples.inclusion import client_died, direction_transferred, report_retracted
from support.samples.signals import signal_raised
from support.samples.world import CHAIR, HAAGLANDEN, NOW, PROVIDER, ROTTERDAM, actor

MOVING = moving_at_haaglanden().history
RELEASED = len(MOVING)


def went(events: Sequence[Recorded[DomainEvent]], up_to: int = 1000, sent: frozenset[Sent] = frozenset()) -> set[Sent]:
    return expected(events, HAAGLANDEN, lambda place: place <= up_to, sent)


def test_nothing_of_a_case_that_stays() -> None:
    assert went(MOVING[:-6]) == set()


def test_mov_1_before_the_release_who_it_is_alone() -> None:
    history = announced_at_haaglanden().history
    assert went(history) == {(history[-1].id, ROTTERDAM, 1)}


def test_all_of_it_once_it_is_released() -> None:
    assert went(MOVING) == {(recorded.id, ROTTERDAM, 1) for recorded in MOVING}


def test_no_further_than_the_feed_came() -> None:
    assert went(MOVING, RELEASED - 1) == went(MOVING[:-1])
    assert went(MOVING, 0) == set()
    further = moving_at_haaglanden().and_given(joint_meeting()).history
    assert went(further, RELEASED) == went(MOVING)
    assert went(further) > went(MOVING)


def test_rep_2_a_retraction_is_handled_as_one_also_while_a_move_runs() -> None:
    """To who was sent anything by then, in the stream of that move."""
    history = moving_at_haaglanden().and_given(report_retracted()).history
    retracted = (history[-1].id, ROTTERDAM, 1)
    assert retracted not in went(history)
    assert retracted in went(history, sent=frozenset(went(MOVING)))


def test_rep_2_a_retraction_after_a_move_goes_to_who_was_sent_anything() -> None:
    moved = moving_at_haaglanden().and_given(direction_transferred(NOW))
    after = moved.and_given(report_retracted(), source=ROTTERDAM).history
    last = (after[-1].id, ROTTERDAM, 1)
    sent = frozenset(went(moved.history))
    assert last in went(after, sent=sent)
    assert last not in went(after), "nothing ever went there"
    assert last not in went(after, len(moved.history), sent), "the feed is not there yet"


def test_after_a_quarter_expired_nothing_is_said_of_later_ones() -> None:
    expired = QuarterExpired(at=NOW, by=actor(HAAGLANDEN, "systeem"), quarter="2026q1", destruction=MOVING[0].id)
    moved = moving_at_haaglanden().and_given(direction_transferred(NOW), expired)
    after = moved.and_given(report_retracted(), source=ROTTERDAM).history
    assert (after[-1].id, ROTTERDAM, 1) not in went(after, sent=frozenset(went(moved.history)))


def rectified(history: Sequence[Recorded[DomainEvent]], kind: type[DomainEvent]) -> DatumRectified:
    """The ZVH corrects the last of this kind."""
    [*_, wrong] = [recorded.id for recorded in history if isinstance(recorded.event, kind)]
    said = {"event": wrong, "field": "plan.approach", "reason": "Verwisseld.", "new_guidance": "Juist niet aanspreken."}
    return DatumRectified.model_validate({"at": NOW, "by": actor(HAAGLANDEN), **said})


def test_wgs_2_28_4_what_is_held_should_not_have_gone_until_its_supplier_agreed() -> None:
    held = moving_at_haaglanden().and_given(signal_raised(by=PROVIDER), supplier_asked(PROVIDER), joint_meeting())
    agreed = held.and_given(supplier_agreed(PROVIDER)).history

    assert went(held.history) == went(MOVING)
    assert went(agreed) == {(recorded.id, ROTTERDAM, 1) for recorded in agreed}


def test_gdpr_19_of_a_move_that_ends_while_something_is_held_the_corrections_of_what_was_sent_go() -> None:
    held = moving_at_haaglanden().and_given(signal_raised(by=PROVIDER), supplier_asked(PROVIDER))
    both = held.and_given(rectified(held.history, PlanEstablished), rectified(held.history, SignalRaised))
    ended = both.when(CancelMove(reason="Blijft toch."), by=HAAGLANDEN, functionary=CHAIR)
    history = both.and_given(*ended.then(MoveCancelled, IdentityWithdrawn)).history
    right, withdrawn = history[-4], history[-1]

    assert went(both.history) == went(MOVING)
    assert went(history) == went(MOVING) | {(right.id, ROTTERDAM, 1), (withdrawn.id, ROTTERDAM, 1)}


def test_mov_2_what_was_sent_stays_the_beginning_of_it_when_a_case_that_waits_for_a_supplier_is_retracted() -> None:
    """After the client died, and before the move ended by that: what is held stays in front of the retraction until then (REP-2)."""
    held = moving_at_haaglanden().and_given(signal_raised(by=PROVIDER), supplier_asked(PROVIDER))
    corrected = held.and_given(rectified(held.history, PlanEstablished))
    ended = corrected.when(CancelMove(reason="Overleden."), by=HAAGLANDEN, functionary=CHAIR)
    history = corrected.and_given(
        client_died(), report_retracted(), *ended.then(MoveCancelled, IdentityWithdrawn)
    ).history
    streams = [
        neighbour.stream
        for place in range(RELEASED, len(history) + 1)
        for neighbour in neighbours(history[:place], HAAGLANDEN)
    ]

    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(streams))
    assert [type(recorded.event) for recorded in streams[-1][RELEASED:]] == [DatumRectified, ReportRetracted]
