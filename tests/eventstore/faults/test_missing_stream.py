from collections.abc import Awaitable, Callable

import pytest
from nats.aio.client import Client

from levensloop.infra.eventstore import EventStore, NewMessage, StreamMissing


async def _append(store: EventStore) -> None:
    await store.append([NewMessage("nowhere.a", b"")])


async def _append_batch(store: EventStore) -> None:
    await store.append([NewMessage("nowhere.a", b"")] * 2)


async def _load(store: EventStore) -> None:
    await store.load("nowhere.a")


async def _last(store: EventStore) -> None:
    await store.last("nowhere.a")


async def _last_seq(store: EventStore) -> None:
    await store.last_seq()


async def _subscribe(store: EventStore) -> None:
    await anext(store.subscribe("nowhere.a"))


async def _replay(store: EventStore) -> None:
    await anext(store.replay("nowhere.a", until_seq=1))


@pytest.mark.parametrize("use", [_append, _append_batch, _load, _last, _last_seq, _subscribe, _replay])
async def test_is_named_with_what_to_do(nc: Client, use: Callable[[EventStore], Awaitable[None]]) -> None:
    with pytest.raises(StreamMissing, match=r"LOG_nergens bestaat niet.*richt de node eerst in"):
        await use(EventStore(nc, "LOG_nergens"))


@pytest.mark.parametrize("count", [1, 2])
async def test_a_subject_of_another_stream_is_not_written_there(store: EventStore, nc: Client, count: int) -> None:
    with pytest.raises(StreamMissing):
        await EventStore(nc, "LOG_nergens").append([NewMessage(f"{store.stream}.a", b"")] * count)
    assert await store.last_seq() == 0
