import asyncio
from collections.abc import Awaitable, Callable

import nats
import pytest

from levensloop.infra.eventstore import Appended, EventStore, Guard, NewMessage, StoreUnavailable
from support.server import JetStreamServer

Declare = Callable[..., Awaitable[None]]


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_a_write_while_the_server_restarts_lands_once(
    own_server: JetStreamServer, declare: Declare, end: str
) -> None:
    client = await nats.connect(own_server.url, max_reconnect_attempts=-1, reconnect_time_wait=0.05)
    await declare(client, "s")
    store = EventStore(client, "s")
    await store.append([NewMessage("s.a", b"1")])

    await asyncio.to_thread(getattr(own_server, end))
    writing = asyncio.create_task(store.append([NewMessage("s.a", b"2", guard=Guard("s.a", 1))] * 2))
    await asyncio.to_thread(own_server.start)

    assert await writing == Appended(2, 3)
    assert [m.data for m in await store.load("s.a")] == [b"1", b"2", b"2"]
    await client.close()


async def test_no_server_is_unavailable_not_silence(own_server: JetStreamServer, declare: Declare) -> None:
    client = await nats.connect(own_server.url, max_reconnect_attempts=2, reconnect_time_wait=0.02)
    await declare(client, "s")
    store = EventStore(client, "s", timeout=0.2)
    await asyncio.to_thread(own_server.stop)

    with pytest.raises(StoreUnavailable) as caught:
        await store.append([NewMessage("s.a", b"")])
    assert caught.value.maybe_recorded  # it waits in the client; nobody can say yet
    for ask in (store.load("s.a"), store.last("s.a"), store.last_seq()):
        with pytest.raises(StoreUnavailable, match="controleer of de server draait"):
            await ask


async def test_what_was_acknowledged_is_there_after_a_crash(own_server: JetStreamServer, declare: Declare) -> None:
    client = await nats.connect(own_server.url, max_reconnect_attempts=-1, reconnect_time_wait=0.05)
    await declare(client, "s")
    store = EventStore(client, "s")
    acknowledged: list[int] = []
    many = asyncio.Event()

    async def write() -> None:
        while True:
            appended = await store.append([NewMessage("s.a", b"x" * 100)] * 3)
            acknowledged.extend(range(appended.first, appended.last + 1))
            if len(acknowledged) >= 600:
                many.set()

    writers = [asyncio.create_task(write()) for _ in range(8)]
    await many.wait()
    await asyncio.to_thread(own_server.kill)
    for writer in writers:
        writer.cancel()
    await asyncio.gather(*writers, return_exceptions=True)
    await asyncio.to_thread(own_server.start)

    stored = [m.seq for m in await store.load("s.a")]
    assert set(acknowledged) <= set(stored)
    assert len(stored) % 3 == 0
    assert stored == list(range(1, len(stored) + 1))
    await client.close()
