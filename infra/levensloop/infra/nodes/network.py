"""A whole network on this machine: the hub and every node, provisioned, with the credentials to use it. For play and tests."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nats
from nats.aio.client import Client

from levensloop.infra.nodes.keys import make_keys, read_seed, without_keys
from levensloop.infra.nodes.provision import provision_node
from levensloop.infra.nodes.render import Placement, hub_conf, node_conf, seed_conf
from levensloop.infra.nodes.server import Ports, Server
from levensloop.infra.nodes.topology import Address, Node, Topology

_FREE = Address()


class Network:
    """Hub and nodes of one topology. Made by `running`; `stop` and `start` take a server away and bring it back."""

    def __init__(self, topology: Topology, directory: Path) -> None:
        self.directory = directory
        self.keys = directory / "keys"
        self._topology = topology
        hub = self._hub_server()
        self._servers = {topology.hub.name: hub, **{n.name: self._node_server(n) for n in topology.nodes}}

    @property
    def topology(self) -> Topology:
        """With public keys and the ports in use."""
        return self._topology

    def url(self, org: str) -> str:
        """Where this organisation connects: its own node, or the hub."""
        self._topology.organisation(org)
        name = org if self._topology.node(org) else self._topology.hub.name
        return self._servers[name].url

    def seed(self, org: str) -> str:
        return read_seed(self.keys, org)

    def server(self, name: str) -> Server:
        return self._servers[name]

    async def connect(self, org: str, **options: Any) -> Client:
        """A client as this organisation, at its own node or at the hub. Options are those of `nats.connect`."""
        return await connect(self.url(org), self.seed(org), **{"name": org, **options})

    async def connect_hub(self, org: str, **options: Any) -> Client:
        """A client as this organisation at the hub, also for one that has a node."""
        return await connect(self._servers[self._topology.hub.name].url, self.seed(org), **{"name": org, **options})

    async def stop(self, name: str) -> None:
        """End the hub (by the hub's name) or a node; its data and its port stay."""
        await self._servers[name].stop()

    async def start(self, name: str) -> None:
        """Bring it back, on the same port and the same data."""
        await self._servers[name].start()

    async def begin(self) -> None:
        """Start everything and provision every node."""
        hub = self._servers[self._topology.hub.name]
        await hub.start()
        assert hub.ports.leaf is not None
        placed = self._topology.hub.model_copy(update={"listen": hub.ports.client, "leaf": hub.ports.leaf})
        self._topology = self._topology.model_copy(update={"hub": placed})
        async with asyncio.TaskGroup() as starting:
            for node in self._topology.nodes:
                starting.create_task(self._begin_node(node))

    async def end(self) -> None:
        """Stop everything, nodes first, so that no node spends its last moments looking for the hub."""
        hub = self._topology.hub.name
        nodes = [server for name, server in self._servers.items() if name != hub]
        await asyncio.gather(*(server.stop() for server in nodes))
        await self._servers[hub].stop()

    async def _begin_node(self, node: Node) -> None:
        await self._servers[node.name].start()
        async with contextlib.AsyncExitStack() as stack:
            nc = await self.connect(node.name)
            stack.push_async_callback(nc.close)
            await provision_node(self._topology, node, nc)

    def _hub_server(self) -> Server:
        name = self._topology.hub.name
        home = self.directory / name

        def write(ports: Ports | None) -> str:
            client, leaf = (ports.client, ports.leaf) if ports else (_FREE, _FREE)
            return hub_conf(self._topology, Placement(client, leaf, log=home / "server.log"))

        return Server(name, home / "server.conf", home / "server.log", write)

    def _node_server(self, node: Node) -> Server:
        home = self.directory / node.name

        def write(ports: Ports | None) -> str:
            write_seed_conf(home / "seed.conf", self.seed(node.name))
            place = Placement(ports.client if ports else _FREE, data=home / "jetstream", log=home / "server.log")
            return node_conf(self._topology, node, "seed.conf", place)

        return Server(node.name, home / "server.conf", home / "server.log", write)


@contextlib.asynccontextmanager
async def running(topology: Topology, data_dir: Path) -> AsyncIterator[Network]:
    """The whole network on free loopback ports, provisioned, until the block ends. The data and keys stay in `data_dir`.

    Ports and public keys in the topology are not used: each directory has keys of its own, made the first time.
    """
    directory = await asyncio.to_thread(data_dir.resolve)
    network = Network(make_keys(without_keys(topology), directory / "keys"), directory)
    try:
        await network.begin()
        yield network
    finally:
        await network.end()


async def connect(url: str, seed: str, **options: Any) -> Client:
    """A NATS client with an organisation's seed."""
    return await nats.connect(url, nkeys_seed_str=seed, **options)


def write_seed_conf(path: Path, seed: str) -> None:
    """The secret half of a node's configuration, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(seed_conf(seed))
