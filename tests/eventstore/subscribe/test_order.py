import asyncio
from contextlib import aclosing

from levensloop.infra.eventstore import EventStore, NewMessage
from support.waiting import eventually


async def _take(store: EventStore, count: int, *patterns: str, after: int = 0) -> list[int]:
    seqs: list[int] = []
    async with aclosing(store.subscribe(patterns, after)) as messages:
        async for message in messages:
            seqs.append(message.seq)
            if len(seqs) == count:
                break
    return seqs


async def test_what_is_there_comes_first_and_then_what_comes(store: EventStore) -> None:
    subject = f"{store.stream}.a"
    await store.append([NewMessage(subject, b"")] * 3)
    taking = asyncio.create_task(_take(store, 6, subject))
    for _ in range(3):
        await store.append([NewMessage(subject, b"")])
    assert await taking == [1, 2, 3, 4, 5, 6]


async def test_begins_after_any_position(store: EventStore) -> None:
    await store.append([NewMessage(f"{store.stream}.a", b"")] * 10)
    assert await _take(store, 3, f"{store.stream}.a", after=7) == [8, 9, 10]


async def test_takes_several_patterns_in_one_order(store: EventStore) -> None:
    s = store.stream
    await store.append([NewMessage(f"{s}.{kind}", b"") for kind in ("a", "b", "c", "a", "c", "b")])
    assert await _take(store, 4, f"{s}.a", f"{s}.b") == [1, 2, 4, 6]


async def test_more_than_a_window_comes_without_a_gap(store: EventStore) -> None:
    for _ in range(5):
        await store.append([NewMessage(f"{store.stream}.a", b"")] * 1000)
    assert await _take(store, 5000, f"{store.stream}.a") == list(range(1, 5001))


async def test_a_slow_reader_misses_nothing(store: EventStore) -> None:
    await store.append([NewMessage(f"{store.stream}.a", b"")] * 1000)
    seqs: list[int] = []
    async with aclosing(store.subscribe(f"{store.stream}.a")) as messages:
        async for message in messages:
            seqs.append(message.seq)
            if message.seq % 250 == 0:
                await store.append([NewMessage(f"{store.stream}.a", b"")] * 100)
            if len(seqs) == 1400:
                break
    assert seqs == list(range(1, 1401))


async def test_closing_leaves_no_consumer_behind(store: EventStore) -> None:
    await store.append([NewMessage(f"{store.stream}.a", b"")])
    await _take(store, 1, f"{store.stream}.a")
    js = store._stream.nc.jetstream()

    async def none_left() -> bool:
        return not await js.consumers_info(store.stream)

    await eventually(none_left, "the server takes the consumer away")
