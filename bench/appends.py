"""Guarded appends: the event store against nats-py publishing the same bytes with the same headers."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from time import perf_counter
from uuid import uuid4

from bench.machine import Machine, stream
from bench.rounds import Contender, Trial
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore

CHAINS = 100
"""Cases written to at the same time, each append waiting for the one before it."""
LENGTH = 40
"""Appends per case and round."""
BODY = json.dumps({"specversion": "1.0", "type": "nl.levensloopaanpak.bench.v1", "data": {"text": "x" * 500}}).encode()
CONTENT = {"Content-Type": "application/cloudevents+json"}


async def trial(on: Machine) -> Trial:
    """100 cases at once, one event per append, guarded on the whole case as commands are."""
    await stream(on.plain, "APPENDS", "es.>")
    store = EventStore(on.ours, "APPENDS")
    js = on.plain.jetstream()

    async def ours(case: str, last: int) -> int:
        guard = Guard(f"es.*.*.{case}", last)
        return (await store.append([NewMessage(f"es.inclusion.case.{case}", BODY, CONTENT, guard)])).last

    async def raw(case: str, last: int) -> int:
        acknowledged = await js.publish(f"es.inclusion.case.{case}", BODY, headers=_headers(case, last))
        return acknowledged.seq

    async def bare(case: str, last: int) -> int:
        reply = await on.plain.request(f"es.inclusion.case.{case}", BODY, timeout=5, headers=_headers(case, last))
        return int(json.loads(reply.data)["seq"])

    return Trial(
        f"Guarded appends, {CHAINS} cases at once",
        ("appends/s",),
        (
            Contender("nats-py `js.publish`", lambda: _chains(raw)),
            Contender("nats-py `nc.request`, no check of the answer", lambda: _chains(bare)),
            Contender("`EventStore.append`", lambda: _chains(ours)),
        ),
        rounds=7,
        aim="Aim: at least 0.5.",
    )


def _headers(case: str, last: int) -> dict[str, str]:
    """What the event store sends too."""
    return {
        **CONTENT,
        "Nats-Expected-Stream": "APPENDS",
        "Levensloop-Batch": "0123456789abcdefghijkl",
        "Nats-Expected-Last-Subject-Sequence": str(last),
        "Nats-Expected-Last-Subject-Sequence-Subject": f"es.*.*.{case}",
    }


async def _chains(append: Callable[[str, int], Awaitable[int]]) -> tuple[float]:
    async def chain() -> None:
        case, last = str(uuid4()), 0
        for _ in range(LENGTH):
            last = await append(case, last)

    begin = perf_counter()
    await asyncio.gather(*(chain() for _ in range(CHAINS)))
    return (CHAINS * LENGTH / (perf_counter() - begin),)
