from collections.abc import AsyncIterator

import pytest_asyncio

from levensloop.infra.eventstore import EventStore
from support.proxy import Proxy, connected
from support.server import JetStreamServer
from support.waiting import PATIENCE


@pytest_asyncio.fixture
async def proxy(server: JetStreamServer) -> AsyncIterator[Proxy]:
    async with Proxy(server.url) as proxy:
        yield proxy


@pytest_asyncio.fixture
async def far(proxy: Proxy, store: EventStore) -> AsyncIterator[EventStore]:
    """The same stream as `store`, seen through the proxy."""
    client = await connected(proxy)
    yield EventStore(client, store.stream, timeout=PATIENCE)
    await client.close()
