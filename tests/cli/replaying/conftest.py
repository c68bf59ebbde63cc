"""One ZVH's node on a real server per test module; each test has cases of its own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.nodes.network import Network
from support.messaging import at_node
from support.samples.world import HAAGLANDEN


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    async with at_node(network) as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def auditor(network: Network) -> AsyncIterator[Node]:
    """The same node, as who reads its accountability log has it."""
    shown = network.audit_credentials(HAAGLANDEN)
    async with connected(network.topology, HAAGLANDEN, network.url(HAAGLANDEN), shown, network.keys) as found:
        yield found
