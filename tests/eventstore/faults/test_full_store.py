"""No room left: a clear error, all or none, and the log as it was."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import nats
import pytest
import pytest_asyncio
from nats.aio.client import Client

from levensloop.infra.eventstore import EventStore, NewMessage, StoreFull
from support.server import JetStreamServer

Declare = Callable[..., Awaitable[None]]


@pytest_asyncio.fixture
async def small_disk(tmp_path: Path) -> AsyncIterator[Client]:
    server = JetStreamServer(tmp_path / "small", limits="max_file_store: 64KB")
    server.start()
    client = await nats.connect(server.url)
    yield client
    await client.close()
    server.stop()


async def _fill(store: EventStore, size: int) -> int:
    for landed in range(1000):
        try:
            await store.append([NewMessage(f"{store.stream}.a", b"x" * size)])
        except StoreFull:
            return landed
    raise AssertionError("it never filled up")


@pytest.mark.parametrize("count", [1, 3])
async def test_a_full_stream_refuses_and_forgets_nothing(nc: Client, fresh: str, declare: Declare, count: int) -> None:
    await declare(nc, fresh, max_bytes=10_000)
    store = EventStore(nc, fresh)
    landed = await _fill(store, 1000)

    with pytest.raises(StoreFull, match="maak ruimte"):
        await store.append([NewMessage(f"{fresh}.a", b"y" * 1000)] * count)

    assert [m.seq for m in await store.load(f"{fresh}.>")] == list(range(1, landed + 1))


@pytest.mark.parametrize("count", [1, 3])
async def test_a_full_server_refuses_and_forgets_nothing(small_disk: Client, declare: Declare, count: int) -> None:
    await declare(small_disk, "s")
    store = EventStore(small_disk, "s")
    landed = await _fill(store, 4000)

    with pytest.raises(StoreFull, match="maak ruimte"):
        await store.append([NewMessage("s.a", b"y" * 4000)] * count)

    assert [m.seq for m in await store.load("s.>")] == list(range(1, landed + 1))


async def test_a_batch_that_does_not_fit_leaves_room_for_one_that_does(
    nc: Client, fresh: str, declare: Declare
) -> None:
    await declare(nc, fresh, max_bytes=10_000)
    store = EventStore(nc, fresh)

    with pytest.raises(StoreFull):
        await store.append([NewMessage(f"{fresh}.a", b"x" * 1000)] * 20)
    assert (await store.append([NewMessage(f"{fresh}.a", b"x" * 1000)] * 2)).last == 2
