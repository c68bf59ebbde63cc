"""One network of real servers per test module, one of its own for a test that hurts it, and the log lines of a test."""

import json
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
import structlog

from levensloop.infra.messaging.logs import configure
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from support.messaging import LogLines, at_node

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


@pytest_asyncio.fixture
async def node(network: Network) -> AsyncIterator[Node]:
    async with at_node(network) as here:
        yield here


@pytest.fixture
def case() -> UUID:
    return uuid4()


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[LogLines]:
    """What was logged so far; every line must be JSON."""
    stream = StringIO()
    configure(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
