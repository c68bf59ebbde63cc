"""The `eventsourcing` library on PostgreSQL, read from the first event to the last: only where there is such a server.

Say where with the library's own variables: POSTGRES_DBNAME, POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER and POSTGRES_PASSWORD.
"""

import os
from time import perf_counter
from uuid import uuid4

from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

from bench.child import in_child, ways
from bench.rounds import Contender

PAGE = 5_000
"""Events in one question."""


def on_postgres(body: bytes, count: int, batch: int) -> Contender | None:
    """So many events of this body, put in now in batches of this size; nothing without a server."""
    if "POSTGRES_DBNAME" not in os.environ:
        return None
    table = f"bench_{uuid4().hex}"
    recorder = _recorder(table)
    for _ in range(0, count, batch):
        recorder.insert_events([StoredEvent(uuid4(), 1, "recorded", body) for _ in range(batch)])
    return in_child("`eventsourcing` on PostgreSQL, its notifications", "bench.postgres", "read", table, count)


async def read(table: str, count: str) -> float:
    """All of it, a page at a time."""
    recorder = _recorder(table)
    begin, seen, last = perf_counter(), 0, 0
    while page := recorder.select_notifications(last + 1, PAGE):
        seen, last = seen + len(page), page[-1].id
    took = perf_counter() - begin
    if seen != int(count):
        raise RuntimeError(f"read {seen} of {count} events")
    return seen / took


def _recorder(table: str) -> ApplicationRecorder:
    settings = {"PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_HOST": "127.0.0.1", **os.environ}
    return InfrastructureFactory.construct(Environment(table, settings)).application_recorder()


if __name__ == "__main__":
    ways({"read": read})
