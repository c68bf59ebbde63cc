"""Replay of a log: the event store against an ordered nats-py consumer, up to a million events, each reader a process of its own."""

import asyncio
from uuid import uuid4

from bench.appends import BODY, CONTENT
from bench.child import UNITS, in_child
from bench.machine import Machine, stream
from bench.postgres import on_postgres
from bench.rounds import Trial
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore

SIZES = (10_000, 100_000, 1_000_000)
REPEATED = 100_000
"""Events; of more there is one round, and none to warm up."""
BATCH = 500
READING = "bench.reading"


async def trial(on: Machine, count: int) -> Trial:
    """The whole log, in order, from the first event to the last. Its events are as commands leave them, each guarded."""
    await stream(on.plain, "REPLAY", "es.>")
    store = EventStore(on.ours, "REPLAY")
    for _ in range(0, count, BATCH):
        await store.append([_event() for _ in range(BATCH)])
    return Trial(
        f"Replay of {count:,} events",
        UNITS,
        (
            in_child("nats-py ordered consumer, counting", READING, "counting", on.url, count),
            in_child("nats-py ordered consumer, reading sequence and time", READING, "reading", on.url, count),
            in_child("`EventStore.replay`", READING, "store", on.url, count),
            *filter(None, [await asyncio.to_thread(on_postgres, BODY, count, BATCH)]),
        ),
        rounds=3 if count <= REPEATED else 1,
        aim="Aim: at least 1.",
        size=count,
        warm=count <= REPEATED,
    )


def _event() -> NewMessage:
    case = uuid4()
    return NewMessage(f"es.inclusion.case.{case}", BODY, CONTENT, Guard(f"es.*.*.{case}", 0))
