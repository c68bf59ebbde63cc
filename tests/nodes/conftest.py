"""One network of real servers per test module, and one of its own for a test that takes servers away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

TOPOLOGIES = Path(__file__).parents[2] / "topologies"


@pytest.fixture(scope="session")
def topology() -> Topology:
    return load_topology(TOPOLOGIES / "two-zvhs.yaml")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(topology: Topology, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    async with running(topology, tmp_path_factory.mktemp("network")) as net:
        yield net


@pytest_asyncio.fixture
async def own_network(topology: Topology, tmp_path: Path) -> AsyncIterator[Network]:
    async with running(topology, tmp_path) as net:
        yield net
