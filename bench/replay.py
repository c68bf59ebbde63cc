"""Replay of a log: the event store against an ordered nats-py consumer."""

import asyncio
from time import perf_counter
from uuid import uuid4

from nats.aio.msg import Msg

from bench.appends import BODY, CONTENT
from bench.machine import Machine, stream
from bench.postgres import on_postgres
from bench.rounds import Contender, Trial
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore

MANY = 30_000
"""Events; of more there is one round after the one that warms up."""
BATCH = 500


async def trial(on: Machine, count: int = MANY) -> Trial:
    """The whole log, in order, from the first event to the last. Its events are as commands leave them, each guarded."""
    await stream(on.plain, "REPLAY", "es.>")
    store = EventStore(on.ours, "REPLAY")
    for _ in range(0, count, BATCH):
        await store.append([_event() for _ in range(BATCH)])
    js = on.plain.jetstream()

    async def ours() -> tuple[float]:
        begin, last = perf_counter(), 0
        async for message in store.replay("es.>"):
            last = message.seq
        return _rate(last, count, begin)

    async def raw(*, read: bool) -> tuple[float]:
        begin, last, done = perf_counter(), 0, asyncio.Event()

        async def take(message: Msg) -> None:
            nonlocal last
            last = message.metadata.sequence.stream if read else last + 1
            if last == count:
                done.set()

        subscription = await js.subscribe("es.>", stream="REPLAY", ordered_consumer=True, cb=take)
        await asyncio.wait_for(done.wait(), 600)
        rate = _rate(last, count, begin)
        await subscription.unsubscribe()
        return rate

    return Trial(
        f"Replay of {count:,} events",
        ("events/s",),
        (
            Contender("nats-py ordered consumer, counting", lambda: raw(read=False)),
            Contender("nats-py ordered consumer, reading sequence and time", lambda: raw(read=True)),
            Contender("`EventStore.replay`", ours),
            *filter(None, [await asyncio.to_thread(on_postgres, BODY, count, BATCH)]),
        ),
        rounds=7 if count <= MANY else 1,
        aim="Aim: at least 1.",
    )


def _event() -> NewMessage:
    case = uuid4()
    return NewMessage(f"es.inclusion.case.{case}", BODY, CONTENT, Guard(f"es.*.*.{case}", 0))


def _rate(last: int, count: int, begin: float) -> tuple[float]:
    if last != count:
        raise RuntimeError(f"read up to {last} of {count} events")
    return (count / (perf_counter() - begin),)
