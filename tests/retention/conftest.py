"""A network of two ZVHs of its own for each test: what is destroyed does not come back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from levensloop.infra.messaging.logs import configure
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology_file import load_topology

TOPOLOGIES = Path(__file__).parents[2] / "topologies"


@pytest_asyncio.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    async with running(load_topology(TOPOLOGIES / "two-zvhs.yaml"), tmp_path) as net:
        yield net


@pytest.fixture(autouse=True)
def operating_log() -> None:
    configure()
