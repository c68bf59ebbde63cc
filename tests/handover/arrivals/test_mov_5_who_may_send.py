"""MOV-5: a case is sent by the ZVH that directs it, or in a move by the ZVH at the other end; whoever recorded the events."""

from dataclasses import replace

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import CaseReleased, DirectionTransferred, MoveAnnounced
from levensloop.contracts.recorded import Recorded
from levensloop.handover.intake import Arrived, Here, Place, opened, place
from levensloop.handover.manifest import Link
from levensloop.handover.wire import BrokenCaseStream
from levensloop.infra.specification import CASE, record
from support.samples.handover import accepted, answered, joint_meeting, presented, released
from support.samples.inclusion import direction_transferred, move_announced
from support.samples.plan import planned_case, review_held
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM

TWENTE = "zvh-twente"
History = list[Recorded[DomainEvent]]


def announced(number: int, from_zvh: str, to_zvh: str) -> MoveAnnounced:
    return move_announced(NOW, number).model_copy(update={"from_zvh": from_zvh, "to_zvh": to_zvh})


def transferred(number: int, from_zvh: str, to_zvh: str) -> DirectionTransferred:
    return direction_transferred(NOW, number).model_copy(update={"from_zvh": from_zvh, "to_zvh": to_zvh})


def freed(number: int, from_zvh: str, to_zvh: str) -> CaseReleased:
    return released(number, from_zvh, to_zvh)


def asked(me: str, by: str, number: int) -> History:
    """Who moves, and that somebody here said no hit (MOV-1)."""
    return [
        record(presented(number, by, me), 900, by),
        record(answered(number, by=me, from_zvh=by), 901, me),
    ]


def then(history: History, source: str, *events: DomainEvent) -> History:
    """More history, recorded by `source`."""
    return [*history, *(record(event, len(history) + at, source) for at, event in enumerate(events, 1))]


def moved(history: History, number: int, from_zvh: str, to_zvh: str) -> History:
    return then(leaves(history, number, from_zvh, to_zvh), from_zvh, transferred(number, from_zvh, to_zvh))


def leaves(history: History, number: int, from_zvh: str, to_zvh: str) -> History:
    """Announced and released."""
    return then(history, from_zvh, announced(number, from_zvh, to_zvh), freed(number, from_zvh, to_zvh))


def sent(by: str, number: int) -> Arrived:
    return Arrived(CASE, number, by, Link(1))


def open_at(me: str, by: str, number: int, stream: History, known: History) -> History:
    """What this ZVH takes in of a case stream that ends with its release."""
    here = Here().then(*known, *asked(me, by, number))
    assert place(sent(by, number), stream[0], here, me) is Place.WAITS
    assert place(sent(by, number), stream[-1], here, me) is Place.OPENS
    return opened(sent(by, number), stream, here, me)


CASE_OF_HAAGLANDEN = then([], HAAGLANDEN, *planned_case())
TO_ROTTERDAM = leaves(CASE_OF_HAAGLANDEN, 1, HAAGLANDEN, ROTTERDAM)


def test_mov_5_a_case_unknown_here_comes_from_who_directs_it() -> None:
    assert open_at(ROTTERDAM, HAAGLANDEN, 1, TO_ROTTERDAM, []) == TO_ROTTERDAM


def test_mov_5_a_client_who_comes_back_by_way_of_a_third_region() -> None:
    """This log has Rotterdam as director still, and that Twente took over is told by Twente's history only."""
    known = moved(CASE_OF_HAAGLANDEN, 1, HAAGLANDEN, ROTTERDAM)
    further = moved(then(known, ROTTERDAM, review_held(NOW, NOW.date())), 2, ROTTERDAM, TWENTE)
    back = leaves(further, 3, TWENTE, HAAGLANDEN)

    assert open_at(HAAGLANDEN, TWENTE, 3, back, known) == back[len(known) :]
    assert open_at(ROTTERDAM, TWENTE, 3, leaves(further, 3, TWENTE, ROTTERDAM), further)
    assert open_at(TWENTE, ROTTERDAM, 2, further[:-1], []) == further[:-1]


def test_mov_2_a_history_that_broke_off_halfway_goes_on() -> None:
    """Long ones are recorded in parts: then the log ends in the midst of an earlier move."""
    further = leaves(moved(CASE_OF_HAAGLANDEN, 1, HAAGLANDEN, ROTTERDAM), 2, ROTTERDAM, TWENTE)

    assert open_at(TWENTE, ROTTERDAM, 2, further, TO_ROTTERDAM) == further[len(TO_ROTTERDAM) :]


@pytest.mark.parametrize(
    ("by", "stream", "known"),
    [
        pytest.param(TWENTE, TO_ROTTERDAM, [], id="another announced it"),
        pytest.param(HAAGLANDEN, leaves(CASE_OF_HAAGLANDEN, 1, HAAGLANDEN, TWENTE), [], id="to another"),
        pytest.param(
            TWENTE,
            leaves(CASE_OF_HAAGLANDEN, 1, TWENTE, ROTTERDAM),
            [],
            id="another directs, it says itself",
        ),
        pytest.param(
            TWENTE,
            then(CASE_OF_HAAGLANDEN, HAAGLANDEN, announced(1, TWENTE, ROTTERDAM), freed(1, TWENTE, ROTTERDAM)),
            [],
            id="as if another had announced it",
        ),
        pytest.param(
            TWENTE,
            leaves(then([], TWENTE, *planned_case()), 1, TWENTE, ROTTERDAM),
            moved(moved(CASE_OF_HAAGLANDEN, 1, HAAGLANDEN, ROTTERDAM), 2, ROTTERDAM, HAAGLANDEN),
            id="invented, of a case that this log knows",
        ),
        pytest.param(HAAGLANDEN, [TO_ROTTERDAM[0], *TO_ROTTERDAM], [], id="something twice"),
        pytest.param(
            HAAGLANDEN,
            [TO_ROTTERDAM[0], replace(TO_ROTTERDAM[1], fingerprint="0" * 64), *TO_ROTTERDAM[2:]],
            TO_ROTTERDAM[:2],
            id="something changed",
        ),
        pytest.param(
            HAAGLANDEN,
            leaves(then(CASE_OF_HAAGLANDEN, ROTTERDAM, review_held(NOW, NOW.date())), 1, HAAGLANDEN, ROTTERDAM),
            [],
            id="as if recorded here",
        ),
        pytest.param(
            HAAGLANDEN,
            then(CASE_OF_HAAGLANDEN, HAAGLANDEN, freed(1, HAAGLANDEN, ROTTERDAM)),
            [],
            id="released without announcing",
        ),
        pytest.param(HAAGLANDEN, TO_ROTTERDAM[:-1], [], id="announced without releasing"),
    ],
)
def test_mov_5_what_opens_no_move(by: str, stream: History, known: History) -> None:
    with pytest.raises(BrokenCaseStream):
        opened(sent(by, 1), stream, Here().then(*known, *asked(ROTTERDAM, by, 1)), ROTTERDAM)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param([], id="nothing was asked"),
        pytest.param(asked(ROTTERDAM, HAAGLANDEN, 1)[:1], id="nobody answered"),
        pytest.param(asked(ROTTERDAM, HAAGLANDEN, 2), id="answered for another move"),
        pytest.param(asked(ROTTERDAM, TWENTE, 1), id="answered for another ZVH"),
    ],
)
def test_mov_1_no_case_opens_before_somebody_here_said_hit_or_no_hit(known: History) -> None:
    with pytest.raises(BrokenCaseStream, match="geen hit of geen hit"):
        opened(sent(HAAGLANDEN, 1), TO_ROTTERDAM, Here().then(*known), ROTTERDAM)


@pytest.mark.parametrize(
    ("me", "by", "number", "known", "why"),
    [
        pytest.param(ROTTERDAM, TWENTE, 1, TO_ROTTERDAM, "die verhuizing is van", id="in a move of others to here"),
        pytest.param(ROTTERDAM, TWENTE, 2, TO_ROTTERDAM, "verhuist al hierheen", id="beside a move to here"),
        pytest.param(
            HAAGLANDEN, TWENTE, 1, TO_ROTTERDAM, "die verhuizing is van", id="back to who hands over to another"
        ),
        pytest.param(HAAGLANDEN, ROTTERDAM, 2, TO_ROTTERDAM, "de regie op deze casus ligt hier", id="of another move"),
        pytest.param(
            HAAGLANDEN, TWENTE, 1, CASE_OF_HAAGLANDEN, "de regie op deze casus ligt hier", id="to who directs"
        ),
    ],
)
def test_mov_5_who_has_nothing_to_send(me: str, by: str, number: int, known: History, why: str) -> None:
    """Whoever it says recorded the event."""
    for source, event in ((HAAGLANDEN, joint_meeting()), (ROTTERDAM, accepted()), (TWENTE, announced(number, by, me))):
        with pytest.raises(BrokenCaseStream, match=why):
            place(sent(by, number), record(event, 99, source), Here().then(*known), me)


def test_mov_5_who_is_at_the_other_end_may() -> None:
    known = Here().then(*TO_ROTTERDAM)

    assert place(sent(HAAGLANDEN, 1), record(joint_meeting(), 99, HAAGLANDEN), known, ROTTERDAM) is Place.FOLLOWS
    assert place(sent(ROTTERDAM, 1), record(accepted(), 99, ROTTERDAM), known, HAAGLANDEN) is Place.FOLLOWS


def test_mov_2_what_follows_a_release_that_was_refused_does_not_wait() -> None:
    after = replace(sent(HAAGLANDEN, 1), released=True)

    with pytest.raises(BrokenCaseStream, match="vrijgave"):
        place(after, record(joint_meeting(), 99, HAAGLANDEN), Here(), ROTTERDAM)
