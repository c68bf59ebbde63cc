from collections.abc import Awaitable, Callable

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from levensloop.infra.eventstore import EventStore, NewMessage, StoreUnavailable, load


async def test_nothing_there_is_an_empty_list(store: EventStore) -> None:
    assert await store.load(f"{store.stream}.a") == []
    assert await store.last(f"{store.stream}.a") is None
    assert await store.last_seq() == 0


async def test_a_pattern_gathers_a_case_in_total_order(store: EventStore) -> None:
    s = store.stream
    for subject in ("plan.1", "signals.1", "plan.2", "plan.1"):
        await store.append([NewMessage(f"{s}.{subject}", b"")])

    assert [(m.subject, m.seq) for m in await store.load(f"{s}.*.1")] == [
        (f"{s}.plan.1", 1),
        (f"{s}.signals.1", 2),
        (f"{s}.plan.1", 4),
    ]


async def test_begins_after_a_sequence(store: EventStore) -> None:
    await store.append([NewMessage(f"{store.stream}.a", b"")] * 5)
    assert [m.seq for m in await store.load(f"{store.stream}.a", after=3)] == [4, 5]
    assert await store.load(f"{store.stream}.a", after=5) == []


async def test_more_than_one_page_is_whole_and_in_order(store: EventStore) -> None:
    for _ in range(3):
        await store.append([NewMessage(f"{store.stream}.a", b""), NewMessage(f"{store.stream}.b", b"")] * 500)

    assert [m.seq for m in await store.load(f"{store.stream}.a")] == list(range(1, 3000, 2))
    small = [[m.seq for m in page] async for page in store.pages(f"{store.stream}.b", after=2990, size=2)]
    assert small == [[2992, 2994], [2996, 2998], [3000]]


async def test_large_messages_come_in_pages_by_size(store: EventStore) -> None:
    for number in range(40):
        await store.append([NewMessage(f"{store.stream}.a", bytes([number]) * 900_000)])
    assert [m.data[0] for m in await store.load(f"{store.stream}.a")] == list(range(40))


async def test_last_is_the_last_of_its_pattern(store: EventStore) -> None:
    s = store.stream
    await store.append([NewMessage(f"{s}.a.1", b"1"), NewMessage(f"{s}.b.1", b"2"), NewMessage(f"{s}.a.2", b"3")])
    last = await store.last(f"{s}.*.1")
    assert last is not None
    assert (last.subject, last.data, last.seq) == (f"{s}.b.1", b"2", 2)


async def test_a_stream_without_direct_get_says_so(
    nc: Client, fresh: str, declare: Callable[..., Awaitable[None]]
) -> None:
    await declare(nc, fresh, allow_direct=False)
    with pytest.raises(StoreUnavailable, match="allow_direct"):
        await EventStore(nc, fresh).load(f"{fresh}.a")


async def test_a_page_with_a_gap_is_asked_again(store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client under pressure drops messages; here one of each kind is dropped on purpose."""
    take, lost = load._Page.take, [b"0", b"5", b"9"]

    async def lossy(self: load._Page, msg: Msg) -> None:
        if msg.data in lost[:1]:
            lost.pop(0)
        else:
            await take(self, msg)

    monkeypatch.setattr(load._Page, "take", lossy)
    await store.append([NewMessage(f"{store.stream}.a", b"%d" % number) for number in range(10)])

    monkeypatch.setattr(load, "_ATTEMPTS", 4)
    assert [m.data for m in await store.load(f"{store.stream}.a")] == [b"%d" % number for number in range(10)]
    assert not lost


async def test_a_page_that_never_comes_whole_is_an_error(store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    take = load._Page.take

    async def lossy(self: load._Page, msg: Msg) -> None:
        if msg.data != b"lost":
            await take(self, msg)

    monkeypatch.setattr(load._Page, "take", lossy)
    await store.append([NewMessage(f"{store.stream}.a", b"lost"), NewMessage(f"{store.stream}.a", b"here")])
    with pytest.raises(StoreUnavailable, match="vallen berichten weg"):
        await store.load(f"{store.stream}.a")
