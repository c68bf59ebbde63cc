"""Several messages all or none: the event store's atomic batches against nats-py sending the same batch, and against one message."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from time import perf_counter
from uuid import uuid4

from bench.appends import BODY, CONTENT
from bench.machine import Machine, stream
from bench.rounds import Contender, Trial
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore

AT_ONCE = 16
LENGTH = 8
"""Appends, one after the other, of each of those at once."""
SIZE = 3
"""Messages in a batch: what a disclosure to one organisation takes."""


async def trial(on: Machine) -> Trial:
    """16 writers, each to cases of its own."""
    await stream(on.plain, "BATCHES", "es.>")
    store, nc = EventStore(on.ours, "BATCHES"), on.plain

    async def ours(size: int) -> None:
        case = uuid4()
        subject, guard = f"es.inclusion.case.{case}", Guard(f"es.*.*.{case}", 0)
        first = NewMessage(subject, BODY, CONTENT, guard)
        await store.append([first, *(NewMessage(subject, BODY, CONTENT) for _ in range(size - 1))])

    async def raw() -> None:
        case = uuid4()
        subject, guarded = f"es.inclusion.case.{case}", {"Nats-Expected-Last-Subject-Sequence": "0"}
        for number in range(1, SIZE):
            batch = {"Nats-Batch-Id": case.hex, "Nats-Batch-Sequence": str(number)}
            await nc.publish(subject, BODY, headers={**CONTENT, **batch, **(guarded if number == 1 else {})})
        last = {"Nats-Batch-Id": case.hex, "Nats-Batch-Sequence": str(SIZE), "Nats-Batch-Commit": "1"}
        reply = await nc.request(subject, BODY, timeout=5, headers={**CONTENT, **last})
        if "error" in (answer := json.loads(reply.data)):
            raise RuntimeError(str(answer))

    return Trial(
        f"Atomic batches of {SIZE}, {AT_ONCE} writers",
        ("appends/s",),
        (
            Contender("nats-py, the same batch", partial(_rate, raw)),
            Contender(f"`EventStore.append`, {SIZE} messages", partial(_rate, partial(ours, SIZE))),
            Contender("`EventStore.append`, 1 message, for comparison", partial(_rate, partial(ours, 1))),
        ),
        rounds=5,
    )


async def _rate(append: Callable[[], Awaitable[None]]) -> tuple[float]:
    async def writer() -> None:
        for _ in range(LENGTH):
            await append()

    begin = perf_counter()
    await asyncio.gather(*(writer() for _ in range(AT_ONCE)))
    return (AT_ONCE * LENGTH / (perf_counter() - begin),)
