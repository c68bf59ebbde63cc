"""Real servers: one network per test module, and one of its own for a test that hurts it. Who needs other nodes has a `topology`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from support.topologies import two_zvhs

# How long one example takes says something of the machine only; what hangs is ended by the timeout of its test.
settings.register_profile("any machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def topology() -> Topology:
    return two_zvhs()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(topology: Topology, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    async with running(topology, tmp_path_factory.mktemp("network")) as net:
        yield net


@pytest_asyncio.fixture
async def own_network(topology: Topology, tmp_path: Path) -> AsyncIterator[Network]:
    async with running(topology, tmp_path) as net:
        yield net
