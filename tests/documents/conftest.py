"""One ZVH's node on a real server per test module, with the hub, so that partners can ask; each test has a case of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from levensloop.documents.app import app
from levensloop.infra.messaging.app import running as serving
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.topology import Topology
from support.messaging import desk
from support.samples.world import HAAGLANDEN, NOW, POLITIE, PROVIDER
from support.topologies import two_zvhs


@pytest.fixture(scope="session")
def topology() -> Topology:
    return two_zvhs(HAAGLANDEN)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    """With the documents service at work on it, and known at the hub too."""
    url, shown = network.url(HAAGLANDEN), network.credentials(HAAGLANDEN)
    async with (
        connected(network.topology, HAAGLANDEN, url, shown, network.keys, VirtualClock(NOW), VirtualTimers()) as found,
        serving(app(found)),
    ):
        for partner in (PROVIDER, POLITIE):
            async with desk(network, partner, reaches=False) as theirs:
                await theirs.reaches("documents")
        yield found
