"""The event store does on a server in a container what it does on the embedded one."""

from collections.abc import AsyncIterator

import nats
import pytest
import pytest_asyncio
from nats.aio.client import Client

from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore

pytestmark = pytest.mark.container


@pytest_asyncio.fixture
async def client(server_url: str) -> AsyncIterator[Client]:
    nc = await nats.connect(server_url)
    yield nc
    await nc.close()


async def test_appends_guards_and_loads(client: Client) -> None:
    await client.jetstream().add_stream(name="LOG", subjects=["es.>"], allow_direct=True, allow_atomic=True)
    store = EventStore(client, "LOG")
    empty = Guard("es.*.*.1", 0)

    one = await store.append([NewMessage("es.inclusion.case.1", b"reported", guard=empty)])
    both = await store.append([NewMessage("es.plan.plan.1", data) for data in (b"drafted", b"established")])
    with pytest.raises(Conflict):
        await store.append([NewMessage("es.inclusion.case.1", b"reported again", guard=empty)])

    assert (one.last, both.first, both.last) == (1, 2, 3)
    assert [message.data for message in await store.load("es.*.*.1")] == [b"reported", b"drafted", b"established"]
