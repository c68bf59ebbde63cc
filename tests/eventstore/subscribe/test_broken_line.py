"""The same messages, once and in order, whatever happens to the server or the line in between."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress

import nats
import pytest
import pytest_asyncio
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.errors import NotFoundError

from levensloop.infra.eventstore import EventStore, NewMessage, StoreUnavailable, StreamMissing, cursor
from support.proxy import Proxy
from support.server import JetStreamServer

Declare = Callable[..., Awaitable[None]]


@pytest_asyncio.fixture
async def patient(own_server: JetStreamServer) -> AsyncIterator[Client]:
    client = await nats.connect(own_server.url, max_reconnect_attempts=-1, reconnect_time_wait=0.05)
    yield client
    await client.close()


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_a_server_restart_loses_and_repeats_nothing(
    own_server: JetStreamServer, patient: Client, declare: Declare, end: str
) -> None:
    await declare(patient, "s")
    store = EventStore(patient, "s")
    seqs: list[int] = []
    async with aclosing(store.subscribe("s.>")) as messages:
        for round_ in range(3):
            if round_:
                await asyncio.to_thread(getattr(own_server, end))
                await asyncio.to_thread(own_server.start)
            await store.append([NewMessage("s.a", b"")] * 10)
            while len(seqs) < 10 * (round_ + 1):
                seqs.append((await anext(messages)).seq)
    assert seqs == list(range(1, 31))


async def test_a_cut_line_in_the_middle_loses_and_repeats_nothing(server: JetStreamServer, store: EventStore) -> None:
    for number in range(20):
        await store.append([NewMessage(f"{store.stream}.a", b"%d" % number + b"x" * 2000)] * 50)
    async with Proxy(server.url) as proxy:
        client = await nats.connect(proxy.url, max_reconnect_attempts=-1, reconnect_time_wait=0.05)
        proxy.lose_replies(b"19x", times=1)
        seqs: list[int] = []
        async with aclosing(EventStore(client, store.stream).subscribe(f"{store.stream}.>")) as messages:
            async for message in messages:
                seqs.append(message.seq)
                if len(seqs) == 1000:
                    break
        await client.close()
    assert proxy.cuts == 1
    assert seqs == list(range(1, 1001))


async def test_a_consumer_taken_away_is_made_anew(store: EventStore) -> None:
    js = store._stream.nc.jetstream()
    async with aclosing(store.subscribe(f"{store.stream}.a")) as messages:
        for seq in range(1, 4):
            await store.append([NewMessage(f"{store.stream}.a", b"")])
            assert (await anext(messages)).seq == seq
            consumers = await js.consumers_info(store.stream)
            assert consumers, "one, and perhaps one before it that is being taken away"
            for consumer in consumers:
                with suppress(NotFoundError):
                    await js.delete_consumer(store.stream, consumer.name)


async def test_a_stream_taken_away_ends_it(store: EventStore) -> None:
    async with aclosing(store.subscribe(f"{store.stream}.a")) as messages:
        await store.append([NewMessage(f"{store.stream}.a", b"")])
        await anext(messages)
        await store._stream.nc.jetstream().delete_stream(store.stream)
        with pytest.raises(StreamMissing):
            await anext(messages)


async def test_a_closed_connection_ends_it(server: JetStreamServer, store: EventStore) -> None:
    client = await nats.connect(server.url)
    async with aclosing(EventStore(client, store.stream).subscribe(f"{store.stream}.a")) as messages:
        waiting = asyncio.ensure_future(anext(messages))
        await client.flush()
        await client.close()
        with pytest.raises(StoreUnavailable):
            await waiting


@pytest.mark.parametrize("lost", [b"0", b"5", b"9"], ids=["first", "middle", "last"])
async def test_a_dropped_message_is_noticed(store: EventStore, monkeypatch: pytest.MonkeyPatch, lost: bytes) -> None:
    """A client under pressure drops messages, and a cut line loses what was on it; here one is dropped on purpose."""
    dropped: list[str] = []
    take = cursor._Cursor._take

    async def lossy(self: cursor._Cursor, msg: Msg) -> None:
        if msg.data == lost and not dropped:
            dropped.append(msg.subject)
            return
        await take(self, msg)

    monkeypatch.setattr(cursor._Cursor, "_take", lossy)
    await store.append([NewMessage(f"{store.stream}.a", b"%d" % number) for number in range(10)])

    assert [m.data async for m in store.replay(f"{store.stream}.a")] == [b"%d" % number for number in range(10)]
    assert dropped
