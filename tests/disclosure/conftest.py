"""One ZVH's node on a real server per test module, known at the hub and at partners' nodes; each test has cases of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from levensloop.disclosure.giving import keys_asked
from levensloop.disclosure.pulling import pull_asked
from levensloop.disclosure.views import inbox
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.topology import Topology
from support.messaging import desk
from support.samples.world import HAAGLANDEN, NOW, POLITIE
from support.topologies import two_zvhs


@pytest.fixture(scope="session")
def topology() -> Topology:
    return two_zvhs(HAAGLANDEN)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    url, shown = network.url(HAAGLANDEN), network.credentials(HAAGLANDEN)
    async with connected(
        network.topology, HAAGLANDEN, url, shown, network.keys, VirtualClock(NOW), VirtualTimers()
    ) as found:
        asks = {"inbox": inbox(found), "keys": keys_asked(found), "pull": pull_asked(found)}
        async with running(ServiceApp("disclosure", found, asks=asks)):
            for partner in {POLITIE, *(each.name for each in network.topology.nodes)} - {HAAGLANDEN}:
                async with desk(network, partner, reaches=False) as theirs:
                    await theirs.reaches("disclosure")
            yield found
