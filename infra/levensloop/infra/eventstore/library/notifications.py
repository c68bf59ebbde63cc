"""The application's sequence: every event of the stream, its notification id being its stream sequence.

Ids start at 1, rise, and none appears below one that was already visible: the server gives them when it stores, and
stores a batch as a whole. So a reader that goes on from the last id it saw misses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing

from eventsourcing.persistence import Notification

from levensloop.infra.eventstore.load import PAGE
from levensloop.infra.eventstore.store import EventStore

from .names import Names
from .settings import IdType
from .stored import TOPIC, to_notification


async def select_notifications(
    store: EventStore, names: Names, id_type: IdType, after: int, limit: int, stop: int | None, topics: Sequence[str]
) -> list[Notification]:
    """At most `limit` notifications with `after` < id <= `stop`. Topics stand in headers, so the choice is made here."""
    chosen: list[Notification] = []
    size = PAGE if topics else min(PAGE, limit)
    async with aclosing(store.pages(names.aggregates, after, size)) as pages:
        async for page in pages:
            for message in page:
                if len(chosen) == limit or (stop is not None and message.seq > stop):
                    return chosen
                if not topics or message.headers[TOPIC] in topics:
                    chosen.append(to_notification(message, id_type))
            if len(chosen) == limit:
                return chosen
    return chosen


async def max_notification_id(store: EventStore, names: Names) -> int | None:
    """The id of the last event (not of a position that stands after it)."""
    last = await store.last(names.aggregates)
    return None if last is None else last.seq
