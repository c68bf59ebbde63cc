import asyncio

import pytest

from levensloop.infra.eventstore import Appended, Conflict, EventStore, Guard, NewMessage


async def test_is_all_in_order(store: EventStore) -> None:
    appended = await store.append([NewMessage(f"{store.stream}.{n}", str(n).encode()) for n in range(5)])

    assert appended == Appended(1, 5)
    assert [m.data for m in await store.load(f"{store.stream}.>")] == [b"0", b"1", b"2", b"3", b"4"]


async def test_is_nothing_when_one_guard_is_broken(store: EventStore) -> None:
    s = store.stream
    await store.append([NewMessage(f"{s}.position", b"1", guard=Guard(f"{s}.position", 0))])

    with pytest.raises(Conflict) as caught:
        await store.append(
            [
                NewMessage(f"{s}.case", b"event", guard=Guard(f"{s}.case", 0)),
                NewMessage(f"{s}.position", b"1", guard=Guard(f"{s}.position", 0)),
            ]
        )

    assert (caught.value.guard.subject, caught.value.actual) == (f"{s}.position", 1)
    assert [m.data for m in await store.load(f"{s}.>")] == [b"1"]


async def test_of_a_thousand_fits(store: EventStore) -> None:
    assert await store.append([NewMessage(f"{store.stream}.a", b"")] * 1000) == Appended(1, 1000)


async def test_many_at_once_all_land(store: EventStore) -> None:
    """The server takes a limited number of open batches per stream; those it drops are sent again."""
    batch = [NewMessage(f"{store.stream}.a", b"x" * 100)] * 10
    patient = EventStore(store._stream.nc, store.stream, timeout=60)  # all of them wait for one disk

    appended = await asyncio.gather(*(patient.append(batch) for _ in range(300)))

    assert sorted(seq for a in appended for seq in range(a.first, a.last + 1)) == list(range(1, 3001))
