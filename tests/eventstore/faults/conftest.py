from collections.abc import AsyncIterator

import nats
import pytest_asyncio
from nats.aio.client import Client

from levensloop.infra.eventstore import EventStore
from support.proxy import Proxy
from support.server import JetStreamServer


@pytest_asyncio.fixture
async def proxy(server: JetStreamServer) -> AsyncIterator[Proxy]:
    async with Proxy(server.url) as proxy:
        yield proxy


@pytest_asyncio.fixture
async def far(proxy: Proxy, store: EventStore) -> AsyncIterator[EventStore]:
    """The same stream as `store`, seen through the proxy, with little patience."""
    client: Client = await nats.connect(proxy.url, max_reconnect_attempts=-1, reconnect_time_wait=0.02)
    yield EventStore(client, store.stream, timeout=0.5)
    await client.close()
