"""A network of real servers per test module."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology_file import load_topology
from support.tree import ROOT


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    topology = load_topology(ROOT / "topologies" / "two-zvhs.yaml")
    async with running(topology, tmp_path_factory.mktemp("network")) as net:
        yield net
