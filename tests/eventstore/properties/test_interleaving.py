"""Any interleaving of writers: no accepted event is lost or doubled, and no two have one version.

Real writers at once, each on a connection of its own to the real server; Hypothesis chooses who writes what where, how
long each hesitates between reading and writing, and (second property) which acknowledgements get lost on the way.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count

import nats
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nats.js.api import StreamConfig

from levensloop.infra.eventstore import Conflict, EventStore, Guard, NewMessage, StoreUnavailable
from levensloop.infra.eventstore.messages import matches
from support.proxy import Proxy, connected
from support.server import JetStreamServer
from support.waiting import PATIENCE

_streams = count(1)


@dataclass(frozen=True)
class Write:
    """One load, decide, append: `events` new versions of `case` by `service`, after `hesitation` turns of the loop."""

    case: int
    service: int
    events: int
    hesitation: int


WRITES = st.builds(
    Write,
    case=st.integers(0, 1),
    service=st.integers(0, 1),
    events=st.integers(1, 3),
    hesitation=st.integers(0, 3),
)
WRITERS = st.lists(st.lists(WRITES, min_size=1, max_size=5), min_size=2, max_size=4)


class Tally:
    """What each writer was told; an event is named `<writer>-<number>`."""

    def __init__(self) -> None:
        self.accepted: dict[str, int] = {}  # name → sequence
        self.refused: set[str] = set()
        self.open: set[str] = set()


def guard_subject(stream: str, write: Write, wildcard: bool) -> str:
    return f"{stream}.{'*' if wildcard else write.service}.{write.case}"


async def work(store: EventStore, name: int, writes: list[Write], wildcard: bool, tally: Tally) -> None:
    number = 0
    for write in writes:
        covered = guard_subject(store.stream, write, wildcard)
        seen = await store.load(covered)
        for _ in range(write.hesitation):
            await asyncio.sleep(0)
        names = [f"{name}-{number + n}" for n in range(write.events)]
        number += write.events
        messages = [
            NewMessage(
                f"{store.stream}.{write.service}.{write.case}",
                event.encode(),
                {"Version": str(len(seen) + n)},
                Guard(covered, seen[-1].seq if seen else 0),
            )
            for n, event in enumerate(names, start=1)
        ]
        try:
            appended = await store.append(messages)
        except Conflict:
            tally.refused |= set(names)
        except StoreUnavailable as error:
            (tally.open if error.maybe_recorded else tally.refused).update(names)
        else:
            tally.accepted |= dict(zip(names, range(appended.first, appended.last + 1), strict=True))


async def judge(store: EventStore, writers: list[list[Write]], wildcard: bool, tally: Tally) -> None:
    log = await store.load(f"{store.stream}.>")
    stored = {m.data.decode(): m.seq for m in log}
    assert len(stored) == len(log), "an event stands twice"
    assert tally.accepted.items() <= stored.items(), "an accepted event is lost or stands elsewhere"
    assert not tally.refused & stored.keys(), "a refused event stands"
    assert stored.keys() <= tally.accepted.keys() | tally.open, "an event stands that nobody was told of"
    for covered in {guard_subject(store.stream, write, wildcard) for writes in writers for write in writes}:
        versions = [int(m.headers["Version"]) for m in log if matches(covered, m.subject)]
        assert versions == list(range(1, len(versions) + 1)), f"versions of {covered}: {Counter(versions)}"
    assert tally.open or tally.accepted, "at least the first writer of all gets in"


async def play(url: str, writers: list[list[Write]], wildcard: bool, lost: list[set[int]]) -> None:
    tally, name = Tally(), f"p{next(_streams)}"
    async with AsyncExitStack() as stack:
        near = await nats.connect(url)
        stack.push_async_callback(near.close)
        config = StreamConfig(name=name, subjects=[f"{name}.>"], allow_atomic=True, allow_direct=True)
        await near.jetstream().add_stream(config)
        work_items = []
        for number, writes in enumerate(writers):
            proxy = await stack.enter_async_context(Unreliable(url, lost[number] if lost else set()))
            client = await connected(proxy)
            stack.push_async_callback(client.close)
            store = EventStore(client, name, timeout=PATIENCE)
            work_items.append(work(store, number, writes, wildcard, tally))
        await asyncio.gather(*work_items)
        await judge(EventStore(near, name), writers, wildcard, tally)
        await near.jetstream().delete_stream(name)


class Unreliable(Proxy):
    """Loses the acknowledgements whose numbers are in `lost`."""

    def __init__(self, url: str, lost: set[int]) -> None:
        super().__init__(url)
        self._lost, self._acks = lost, 0

    def _reply_lost(self, chunk: bytes) -> bool:
        if b'"seq":' not in chunk or b'"type":' in chunk:
            return False
        self._acks += 1
        return self._acks in self._lost


SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))  # what is slow here is the machine


@settings(SETTINGS, max_examples=40)
@given(writers=WRITERS, wildcard=st.booleans())
def test_nothing_is_lost_doubled_or_given_one_version_twice(
    server: JetStreamServer, writers: list[list[Write]], wildcard: bool
) -> None:
    asyncio.run(play(server.url, writers, wildcard, []))


@settings(SETTINGS, max_examples=12)
@given(
    writers=WRITERS,
    wildcard=st.booleans(),
    lost=st.lists(st.sets(st.integers(1, 6), max_size=2), min_size=4, max_size=4).filter(any),
)
def test_nor_when_acknowledgements_are_lost(
    server: JetStreamServer, writers: list[list[Write]], wildcard: bool, lost: list[set[int]]
) -> None:
    asyncio.run(play(server.url, writers, wildcard, lost))
