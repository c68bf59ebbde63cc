"""Two ZVH nodes and their hub, on real servers: one network per test module; each test has cases of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from handover.connected import all_connected

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from support.samples.world import HAAGLANDEN, ROTTERDAM

TOPOLOGIES = Path(__file__).parents[2] / "topologies"


@pytest.fixture(scope="session")
def topology() -> Topology:
    """Without the nodes of partners: a move is between ZVHs."""
    whole = load_topology(TOPOLOGIES / "two-zvhs.yaml")
    return whole.model_copy(update={"nodes": tuple(n for n in whole.nodes if n.name in (HAAGLANDEN, ROTTERDAM))})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(topology: Topology, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    async with running(topology, tmp_path_factory.mktemp("network")) as net:
        await all_connected(net)
        yield net
