"""As above, and the crisisdienst has a node of its own, which copies what is for it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from disclosure.conftest import TOPOLOGIES

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology_file import load_topology
from support.samples.world import CRISISDIENST, HAAGLANDEN


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    whole = load_topology(TOPOLOGIES / "two-zvhs.yaml")
    nodes = tuple(node for node in whole.nodes if node.name in (HAAGLANDEN, CRISISDIENST))
    async with running(whole.model_copy(update={"nodes": nodes}), tmp_path_factory.mktemp("network")) as net:
        yield net
