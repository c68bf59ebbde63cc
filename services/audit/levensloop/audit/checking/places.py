"""The places of a stream of which nothing may ever be gone."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from levensloop.infra.eventstore.store import EventStore


async def missing(store: EventStore) -> AsyncIterator[int]:
    """The places where nothing stands any more, from the first that there ever was. Raises `EventStoreError`."""
    last, before = await store.last_seq(), 0
    async with aclosing(store.replay(">", 0, last)) as messages:
        async for message in messages:
            for seq in range(before + 1, message.seq):
                yield seq
            before = message.seq
    for seq in range(before + 1, last + 1):
        yield seq
