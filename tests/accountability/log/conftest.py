"""A ZVH with a node, three partners at the hub, two of them witnesses: per test, for most tests hurt it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from nats.aio.client import Client

from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology_file import parse_topology
from support.messaging import at_node
from support.samples.world import HAAGLANDEN

TOPOLOGY = """\
nodes: [{name: zvh-haaglanden}]
organisations:
  - {id: zvh-haaglanden, name: ZVH, role: zvh, oin: "00000009910000000000", witnesses: [politie-haaglanden, gemeente-den-haag]}
  - {id: politie-haaglanden, name: Politie, role: politie, zvh: zvh-haaglanden, oin: "00000009910100000000"}
  - {id: om-haaglanden, name: OM, role: om, zvh: zvh-haaglanden, oin: "00000009910200000000"}
  - {id: gemeente-den-haag, name: Gemeente, role: gemeente, zvh: zvh-haaglanden, oin: "00000009910600000000"}
"""


@pytest_asyncio.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    async with running(parse_topology(TOPOLOGY), tmp_path / "network") as net:
        yield net


@pytest_asyncio.fixture
async def root(network: Network) -> AsyncIterator[Client]:
    """Who declares the streams of the node, as whoever has root there can be."""
    nc = await network.connect_provisioning(HAAGLANDEN)
    yield nc
    await nc.close()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


@pytest_asyncio.fixture
async def node(network: Network, clock: VirtualClock, tmp_path: Path) -> AsyncIterator[Node]:
    async with at_node(network, clock=clock, data=tmp_path / "data") as here:
        yield here
