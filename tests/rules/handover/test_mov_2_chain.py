"""MOV-2: the chain over a case stream tells every change, omission, repetition and reordering from what was sent."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import EMPTY_CHAIN, Recorded
from levensloop.contracts.sending import handed_over
from levensloop.handover.manifest import Link, links, sent_back
from levensloop.infra.specification import record
from support.samples.handover import accepted, joint_meeting, ready_to_transfer, released
from support.samples.inclusion import case_on_the_table, direction_transferred, move_announced
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM

Fingerprints = list[str]

fingerprints = st.lists(
    st.binary(max_size=4).map(lambda body: sha256(body).hexdigest()), min_size=1, max_size=30, unique=True
)
"""No two events of a case are the same bytes: each has an id of its own."""


def chained(stream: Fingerprints) -> Link:
    link = Link()
    for fingerprint in stream:
        link = link.then(fingerprint)
    return link


def test_mov_2_the_chain_starts_empty() -> None:
    assert Link() == Link(0, EMPTY_CHAIN)


@given(fingerprints, fingerprints)
def test_mov_2_two_streams_have_one_link_only_when_they_are_the_same(one: Fingerprints, other: Fingerprints) -> None:
    assert (chained(one) == chained(other)) == (one == other)


@given(fingerprints, st.data())
def test_mov_2_what_one_message_lacks_no_later_one_hides(sent: Fingerprints, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sent) - 1))
    damaged = data.draw(
        st.sampled_from(
            [
                [*sent[:at], *sent[at + 1 :]],
                [*sent[: at + 1], *sent[at:]],
                [*sent[:at], sha256(b"changed").hexdigest(), *sent[at + 1 :]],
                [*sent[:at], *reversed(sent[at : at + 2]), *sent[at + 2 :]],
            ]
        )
    )
    assume(damaged != sent)

    assert all(chained(damaged[:count]) != chained(sent[:count]) for count in range(at + 2, len(sent) + 1))
    assert chained(damaged) != chained(sent)


LOCAL = [*case_on_the_table(), joint_meeting()]
RELEASED: list[tuple[DomainEvent, str]] = [(move_announced(NOW), HAAGLANDEN), (released(), HAAGLANDEN)]
REMOTE: list[DomainEvent] = [accepted(), joint_meeting(ROTTERDAM)]


def logged(*events: tuple[DomainEvent, str]) -> list[Recorded[DomainEvent]]:
    return [record(event, position, source) for position, (event, source) in enumerate(events, 1)]


@given(
    st.lists(st.sampled_from(LOCAL), max_size=5),
    st.lists(st.sampled_from([*((e, HAAGLANDEN) for e in LOCAL), *((e, ROTTERDAM) for e in REMOTE)]), max_size=12),
    st.booleans(),
)
def test_mov_2_what_the_state_counts_is_what_is_sent(
    before: list[DomainEvent], during: list[tuple[DomainEvent, str]], transferred: bool
) -> None:
    end = [(direction_transferred(NOW), HAAGLANDEN), (joint_meeting(ROTTERDAM), ROTTERDAM)] if transferred else []
    history = logged(*((e, HAAGLANDEN) for e in before), *RELEASED, *during, *end)
    here = replace(ready_to_transfer(), history=tuple(history))

    sent = list(handed_over(history, 1))
    assert here.state.move.sent.last == list(links(sent))[-1]
    held = next((at for at, r in enumerate(history) if r not in sent and r.source == HAAGLANDEN), len(history))
    assert sent == [r for r in history[:held] if r.source == HAAGLANDEN], "in the order of the log, up to what is held"
    assert not transferred or held == len(history)


@pytest.mark.parametrize("transferred", [False, True])
def test_mov_2_the_receiver_sends_back_its_own_of_this_move_until_the_transfer(transferred: bool) -> None:
    end = [(direction_transferred(NOW), HAAGLANDEN), (joint_meeting(ROTTERDAM), ROTTERDAM)] if transferred else []
    own = (accepted(), ROTTERDAM)
    history = logged(
        (joint_meeting(ROTTERDAM), ROTTERDAM),  # of long ago, when the client lived there
        *RELEASED,
        (joint_meeting(), HAAGLANDEN),
        own,
        *end,
    )

    assert [r.event for r in sent_back(history, 1)] == [accepted()]
