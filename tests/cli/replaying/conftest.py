"""One ZVH's node on a real server per test module; each test has cases of its own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import at_node


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    async with at_node(network) as found:
        yield found
