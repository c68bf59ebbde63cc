"""A network with a door for users, encrypted and not."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Address, Topology


def with_door(topology: Topology, *, tls: bool = True) -> Topology:
    hub = topology.hub.model_copy(update={"users": Address()})
    return topology.model_copy(update={"hub": hub, "tls": tls})


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[True, False], ids=["tls", "plain"])
async def network(
    request: pytest.FixtureRequest, topology: Topology, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    async with running(with_door(topology, tls=request.param), tmp_path_factory.mktemp("door")) as net:
        yield net
