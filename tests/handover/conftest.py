"""Two ZVH nodes and their hub, on real servers: one network per test module; each test has cases of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from handover.connected import all_connected

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from support.samples.world import HAAGLANDEN, ROTTERDAM
from support.topologies import two_zvhs


@pytest.fixture(scope="session")
def topology() -> Topology:
    """Without the nodes of partners: a move is between ZVHs."""
    return two_zvhs(HAAGLANDEN, ROTTERDAM)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(topology: Topology, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    async with running(topology, tmp_path_factory.mktemp("network")) as net:
        await all_connected(net)
        yield net
