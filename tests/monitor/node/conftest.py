"""Two ZVHs and the CLLA on real servers, with monitor and disclosure at work at both ZVHs."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from monitor.network import Country

from levensloop.disclosure.app import app as disclosure_app
from levensloop.infra.messaging.app import running as serving
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import connected
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes.network import running
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.monitor.app import app as monitor_app
from support.messaging import Desk
from support.samples.world import CLLA, HAAGLANDEN, ROTTERDAM, amsterdam

TOPOLOGIES = Path(__file__).parents[3] / "topologies"
AFTER = amsterdam(2026, 7, 6)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def country(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Country]:
    whole = load_topology(TOPOLOGIES / "two-zvhs.yaml")
    few = tuple(node for node in whole.nodes if node.name in (HAAGLANDEN, ROTTERDAM, CLLA))
    async with AsyncExitStack() as stack:
        directory = tmp_path_factory.mktemp("country")
        net = await stack.enter_async_context(running(whole.model_copy(update={"nodes": few}), directory))
        nodes, desks = {}, {}
        for zvh in (HAAGLANDEN, ROTTERDAM):
            at = connected(
                net.topology, zvh, net.url(zvh), net.credentials(zvh), net.keys, VirtualClock(AFTER), VirtualTimers()
            )
            nodes[zvh] = await stack.enter_async_context(at)
            for app in (monitor_app, disclosure_app):
                await stack.enter_async_context(serving(app(nodes[zvh])))
            desks[zvh] = Desk(await net.connect(zvh), zvh)
            stack.push_async_callback(desks[zvh].nc.close)
        yield Country(net, nodes, desks)
