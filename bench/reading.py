"""A log read from the first event to the last, each way in a process of its own: `python -m bench.reading <way> <url> <count>`."""

import asyncio
from contextlib import aclosing
from time import perf_counter

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg

from bench.child import ways
from levensloop.infra import quick_headers
from levensloop.infra.eventstore.store import EventStore

STREAM = "REPLAY"


async def counting(url: str, count: str) -> float:
    """nats-py's ordered consumer."""
    return await _plain(url, int(count), read=False)


async def reading(url: str, count: str) -> float:
    """The same, with place and time of each message."""
    return await _plain(url, int(count), read=True)


async def store(url: str, count: str) -> float:
    """`EventStore.replay`."""
    nc, last = await quick_headers.connect(url), 0
    begin = perf_counter()
    async with aclosing(EventStore(nc, STREAM).replay("es.>")) as messages:
        async for message in messages:
            last = message.seq
    return await ended(nc, last, count, begin)


async def _plain(url: str, count: int, *, read: bool) -> float:
    nc, last, done = await nats.connect(url), 0, asyncio.Event()

    async def take(message: Msg) -> None:
        nonlocal last
        last = message.metadata.sequence.stream if read else last + 1
        if last == count:
            done.set()

    begin = perf_counter()
    await nc.jetstream().subscribe("es.>", stream=STREAM, ordered_consumer=True, cb=take)
    await asyncio.wait_for(done.wait(), 600)
    return await ended(nc, last, str(count), begin)


async def ended(nc: Client, seen: int, count: str, begin: float) -> float:
    """How many a second, when all were seen."""
    took = perf_counter() - begin
    await nc.close()
    if seen != int(count):
        raise RuntimeError(f"read {seen} of {count} events")
    return seen / took


if __name__ == "__main__":
    ways({"counting": counting, "reading": reading, "store": store})
