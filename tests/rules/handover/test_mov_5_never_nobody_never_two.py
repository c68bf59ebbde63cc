"""MOV-5, MOV-2: whatever two ZVHs try and however late their messages come, one directs, and nothing is lost or doubled."""

from hypothesis import event, given, settings
from hypothesis import strategies as st
from rules.handover.two_logs import ACTIONS, Zvh

from levensloop.contracts.events.handover import CaseStreamReceived, DirectionTransferred
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, ROTTERDAM

MOVE = ["announce", "drain", "answer", "drain", "agree", "drain", "accept", "meet", "drain", "transfer"]
steps = st.tuples(st.sampled_from([*ACTIONS, "deliver", "deliver", "drain"]), st.booleans())
whole_moves = st.sampled_from([[(step, side) for step in MOVE] for side in (True, False)])
histories = st.lists(st.one_of(whole_moves, st.lists(steps, min_size=1, max_size=6)), max_size=12).map(
    lambda parts: [step for part in parts for step in part]
)


def world() -> tuple[Zvh, Zvh]:
    here, there = Zvh(HAAGLANDEN), Zvh(ROTTERDAM)
    for happened in planned_case():
        here.record(happened)
    return here, there


def deliver(sender: Zvh, receiver: Zvh) -> None:
    if sender.outbox:
        receiver.take(sender.outbox.popleft())


def drain(one: Zvh, other: Zvh) -> None:
    while one.outbox or other.outbox:
        deliver(one, other)
        deliver(other, one)


def play(step: str, here: Zvh, there: Zvh) -> None:
    if step == "drain":
        drain(here, there)
    elif step == "deliver":
        deliver(here, there)
    elif step in ("answer", "accept", "meet"):  # by whoever may
        ACTIONS[step](there)
        ACTIONS[step](here)
    else:
        ACTIONS[step](here)


def transfers(zvh: Zvh) -> int:
    return sum(1 for recorded in zvh.log if isinstance(recorded.event, DirectionTransferred))


def who_directs(one: Zvh, other: Zvh) -> str | None:
    """By the log of the ZVH that handed over last: the one that knows of more transfers."""
    return max((one, other), key=transfers).director


@settings(max_examples=300, deadline=None)
@given(histories)
def test_mov_5_one_directs_and_nothing_is_lost(history: list[tuple[str, bool]]) -> None:
    haaglanden, rotterdam = world()
    for step, side in history:
        here, there = (haaglanden, rotterdam) if side else (rotterdam, haaglanden)
        play(step, here, there)

        assert who_directs(haaglanden, rotterdam) in (HAAGLANDEN, ROTTERDAM), "never nobody"
        assert not (haaglanden.director == HAAGLANDEN and rotterdam.director == ROTTERDAM), "never two"

    drain(haaglanden, rotterdam)
    event(f"transfers: {min(transfers(haaglanden), 3)}")
    for one, other in ((haaglanden, rotterdam), (rotterdam, haaglanden)):
        ids = [recorded.id for recorded in other.log]
        assert len(ids) == len(set(ids)), "nothing twice"
        assert {message.recorded.id for message in one.sent} <= set(ids), "nothing lost"
        marks = {recorded.id: recorded.fingerprint for recorded in other.log}
        assert all(marks[m.recorded.id] == m.recorded.fingerprint for m in one.sent), "nothing changed"
    if haaglanden.sent:
        assert haaglanden.director == rotterdam.director, "once all has arrived, both say the same"


def test_mov_5_a_case_moves_there_and_back_and_there_again() -> None:
    haaglanden, rotterdam = world()
    here, there = haaglanden, rotterdam
    for move in (1, 2, 3):
        for step in ("work", *MOVE, "drain"):
            play(step, here, there)
        assert here.director == there.director == there.id
        assert transfers(here) == move
        receipts = [r for r in here.log if isinstance(r.event, CaseStreamReceived) and r.event.move == move]
        assert {r.source for r in receipts} == {there.id}
        here, there = there, here
    assert {r.id for r in haaglanden.log} == {r.id for r in rotterdam.log}
