"""Replay of a log: the event store against an ordered nats-py consumer that only counts."""

import asyncio
from time import perf_counter

from nats.aio.client import Client
from nats.aio.msg import Msg

from bench.appends import BODY, CONTENT
from bench.machine import stream
from bench.rounds import Contender, Trial
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore

EVENTS = 30_000
BATCH = 500


async def trial(nc: Client, _url: str) -> Trial:
    """The whole log, in order, from the first event to the last."""
    await stream(nc, "REPLAY", "replay.>")
    store = EventStore(nc, "REPLAY")
    for start in range(0, EVENTS, BATCH):
        await store.append(
            [NewMessage(f"replay.{number % 100}", BODY, CONTENT) for number in range(start, start + BATCH)]
        )
    js = nc.jetstream()

    async def ours() -> tuple[float]:
        begin, count = perf_counter(), 0
        async for _ in store.replay("replay.>"):
            count += 1
        return _rate(count, begin)

    async def raw() -> tuple[float]:
        begin, count, done = perf_counter(), 0, asyncio.Event()

        async def take(_: Msg) -> None:
            nonlocal count
            count += 1
            if count == EVENTS:
                done.set()

        subscription = await js.subscribe("replay.>", stream="REPLAY", ordered_consumer=True, cb=take)
        await asyncio.wait_for(done.wait(), 60)
        rate = _rate(count, begin)
        await subscription.unsubscribe()
        return rate

    return Trial(
        f"Replay of {EVENTS:,} events",
        ("events/s",),
        (Contender("nats-py ordered consumer, counting", raw), Contender("`EventStore.replay`", ours)),
        rounds=7,
        aim="Aim: at least 1.",
    )


def _rate(count: int, begin: float) -> tuple[float]:
    if count != EVENTS:
        raise RuntimeError(f"read {count} of {EVENTS} events")
    return (count / (perf_counter() - begin),)
