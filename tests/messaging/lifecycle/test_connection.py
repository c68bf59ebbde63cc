"""A service's connection: refused clearly at the start, back by itself later, and its loss for good is said."""

import asyncio
import os
from pathlib import Path
from uuid import UUID

import nats.errors
import nkeys
import pytest

from levensloop.contracts import subjects
from levensloop.infra.messaging.app import ServiceApp, running, wire
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.nodes.credentials import Credentials
from levensloop.infra.nodes.errors import NodeUnreachable
from levensloop.infra.nodes.keys import public_key
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.server import Ports, Server
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.secrecy.keys_in_topology import make_all_keys
from support.messaging import LogLines, at_node, echo, log_given
from support.samples.inclusion import reported_case
from support.samples.world import HAAGLANDEN
from support.waiting import PATIENCE


async def test_a_key_that_is_not_known_there(network: Network) -> None:
    stranger, keys = network.credentials("om-haaglanden"), network.keys
    with pytest.raises(NodeUnreachable, match="hoort de sleutel erbij"):
        async with (
            asyncio.timeout(PATIENCE),
            connected(network.topology, HAAGLANDEN, network.url(HAAGLANDEN), stranger, keys),
        ):
            pass


async def test_nobody_there(network: Network) -> None:
    shown, keys = network.credentials(HAAGLANDEN), network.keys
    with pytest.raises(NodeUnreachable, match="Draait de server"):
        async with (
            asyncio.timeout(PATIENCE),
            connected(network.topology, HAAGLANDEN, "nats://127.0.0.1:1", shown, keys),
        ):
            pass


async def test_the_server_comes_back(own_network: Network, case: UUID, log_lines: LogLines) -> None:
    async with at_node(own_network) as node, running(wire(node, echo)) as service:
        await own_network.stop(HAAGLANDEN)
        await own_network.start(HAAGLANDEN)
        await _answers(node)
        await log_given(node, case, *reported_case())
        await service.caught_up()
        assert not service.failed.done()
    said = {(line["event"], line["connection"]) for line in log_lines() if "connection" in line}
    assert {("connection lost", "zvh-haaglanden-inclusion"), ("connection back", "zvh-haaglanden-inclusion")} <= said


async def test_a_key_that_is_no_longer_known_stops_the_service(topology: Topology, tmp_path: Path) -> None:
    seeds = {name: _seed() for name in ("old", "new")}
    allowed = "old"

    def conf(ports: Ports | None) -> str:
        user = f"{{ nkey: {public_key(seeds[allowed])} }}"
        listen = ports.client if ports else "127.0.0.1:-1"
        return f'listen: "{listen}"\nlog_file: "{tmp_path}/server.log"\nauthorization {{ users: [{user}] }}\n'

    async with Server("node", tmp_path / "server.conf", tmp_path / "server.log", conf) as server:
        keyed = make_all_keys(topology, tmp_path / "keys")
        entering = connected(keyed, HAAGLANDEN, server.url, Credentials(seeds["old"]), tmp_path / "keys")
        async with entering as node, running(ServiceApp("toy", node)) as service:
            allowed = "new"
            await server.stop()
            await server.start()
            with pytest.raises(NodeUnreachable, match="voorgoed gesloten"):
                async with asyncio.timeout(PATIENCE):
                    await service.failed


async def _answers(node: Node) -> None:
    """Wait until the service answers again; NATS does not tell who listens."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await node.nc.request(subjects.health(HAAGLANDEN, "inclusion"), timeout=1)
            except (nats.errors.TimeoutError, nats.errors.NoRespondersError):
                await asyncio.sleep(0.05)
            else:
                return


def _seed() -> str:
    return bytes(nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)).decode()
