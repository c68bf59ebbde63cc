"""Destroying is safe to repeat, also beside another who destroys the same: what is gone is gone, and each message counts once."""

import asyncio

from levensloop.infra.eventstore import EventStore, NewMessage


async def test_what_is_gone_is_gone_and_the_rest_stays(store: EventStore) -> None:
    s = store.stream
    for subject in ("a", "b", "a", "a"):
        await store.append([NewMessage(f"{s}.{subject}", b"")])
    assert await store.erase(f"{s}.a", before=4) == 2
    assert await store.erase(f"{s}.a", before=4) == 0
    assert [m.seq for m in await store.load(f"{s}.>")] == [2, 4]


async def test_two_at_once_destroy_each_message_once(store: EventStore) -> None:
    for _ in range(5):
        await store.append([NewMessage(f"{store.stream}.a", b"")] * 20)
    # Between the look and the deed another was first: the server then answers 10043 or 10057.
    counts = await asyncio.gather(*(store.erase(f"{store.stream}.a") for _ in range(4)))
    assert sum(counts) == 100
    assert await store.load(f"{store.stream}.a") == []
