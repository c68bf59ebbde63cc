import pytest

from levensloop.infra.eventstore import EventStore, NewMessage
from levensloop.infra.eventstore.cursor import _Cursor


async def test_ends_at_what_was_there_at_the_start(store: EventStore) -> None:
    subject = f"{store.stream}.a"
    await store.append([NewMessage(subject, b"")] * 10)
    seqs = []
    async for message in store.replay(subject):
        seqs.append(message.seq)
        await store.append([NewMessage(subject, b"")])
    assert seqs == list(range(1, 11))


async def test_ends_where_it_is_told(store: EventStore) -> None:
    await store.append([NewMessage(f"{store.stream}.a", b"")] * 10)
    assert [m.seq async for m in store.replay(f"{store.stream}.a", after=2, until_seq=5)] == [3, 4, 5]


async def test_ends_when_the_last_of_the_stream_is_not_its_own(store: EventStore) -> None:
    s = store.stream
    await store.append([NewMessage(f"{s}.a", b""), NewMessage(f"{s}.b", b""), NewMessage(f"{s}.b", b"")])
    assert [m.seq async for m in store.replay(f"{s}.a")] == [1]
    assert [m.seq async for m in store.replay(f"{s}.c")] == []


async def test_of_nothing_is_nothing(store: EventStore) -> None:
    assert [m async for m in store.replay(f"{store.stream}.>")] == []
    await store.append([NewMessage(f"{store.stream}.a", b"")])
    assert [m async for m in store.replay(f"{store.stream}.>", after=1)] == []


async def test_of_much_is_whole(store: EventStore) -> None:
    for _ in range(3):
        await store.append([NewMessage(f"{store.stream}.a", b"")] * 1000)
    assert [m.seq async for m in store.replay(f"{store.stream}.>")] == list(range(1, 3001))


async def test_ends_where_what_was_still_to_come_is_taken_away(store: EventStore) -> None:
    """As when a case is destroyed while its log is read."""
    subject, seen = f"{store.stream}.a", 0
    for _ in range(3):  # more than the server sends ahead
        await store.append([NewMessage(subject, b"")] * 1000)
    async for _ in store.replay(subject):
        if not seen:
            await store._stream.nc.jetstream().purge_stream(store.stream, subject=subject)
        seen += 1
    assert 0 < seen < 3000


async def test_ends_where_all_of_it_is_taken_away_before_any_came(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject, ask = f"{store.stream}.a", _Cursor._pull
    await store.append([NewMessage(subject, b"")] * 3)

    async def too_late(cursor: _Cursor) -> None:
        await store._stream.nc.jetstream().purge_stream(store.stream, subject=subject)
        await ask(cursor)

    monkeypatch.setattr(_Cursor, "_pull", too_late)
    assert [m async for m in store.replay(subject)] == []
