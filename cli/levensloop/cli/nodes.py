"""`levensloop up` and `levensloop provision`: one node for real use."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.cli.options import DataDirectory, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.services import APPS
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.alone import until_stopped
from levensloop.infra.messaging.app import RunningService, running
from levensloop.infra.messaging.logs import configure
from levensloop.infra.messaging.node import connected
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.keys import read_seed
from levensloop.infra.nodes.network import connect, write_seed_conf
from levensloop.infra.nodes.provision import provision_node
from levensloop.infra.nodes.render import Placement, hub_conf, node_conf
from levensloop.infra.nodes.server import Ports, Server
from levensloop.infra.nodes.topology import Node, Topology
from levensloop.infra.nodes.topology_file import load_topology


def up(topology: TopologyFile, node: NodeName, data: DataDirectory, keys: KeysDirectory = None) -> None:
    """Draai één knooppunt: de server en, bij een ZVH, de diensten. Ctrl-C stopt netjes; opnieuw starten gaat verder."""
    configure()
    asyncio.run(_up(load_topology(topology), node, data.resolve(), keys_of(topology, keys)))


def provision(
    topology: TopologyFile,
    node: NodeName,
    keys: KeysDirectory = None,
    url: Annotated[str | None, typer.Option(help="waar de server luistert; standaard wat de topologie zegt")] = None,
) -> None:
    """Richt een knooppunt in op een server die al draait: logboeken en abonnementen. Nog eens kan geen kwaad."""
    asyncio.run(_provision(load_topology(topology), node, keys_of(topology, keys), url))


async def _up(topology: Topology, name: str, data: Path, keys: Path) -> None:
    console = Console(stderr=True)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(_server(topology, name, data, keys))
        console.print(f"{name} draait op {server.url}; log in {data / 'server.log'}. Ctrl-C stopt.")
        services: list[RunningService] = []
        if (here := topology.node(name)) is not None:
            seed = read_seed(keys, name)
            await _provisioned(topology, here, server.url, seed)
            if topology.organisation(name).role is Role.ZVH:
                at = await stack.enter_async_context(connected(topology, name, server.url, seed))
                services = [await stack.enter_async_context(running(app(at))) for app in APPS.values()]
                console.print(f"Diensten: {', '.join(APPS)}.")
        await until_stopped(*(service.failed for service in services))
        console.print("Netjes aan het stoppen …")
    console.print(f"{name} is gestopt; de gegevens staan in {data}.")


@asynccontextmanager
async def _server(topology: Topology, name: str, data: Path, keys: Path) -> AsyncIterator[Server]:
    here = topology.node(name)
    if here is None and name != topology.hub.name:
        known = ", ".join([topology.hub.name, *(node.name for node in topology.nodes)])
        raise NodesError(f"Er is geen knooppunt {name} in de topologie. Bekend zijn: {known}.")
    log = data / "server.log"

    def write(ports: Ports | None) -> str:
        if here is None:
            return hub_conf(topology, Placement(topology.hub.listen, topology.hub.leaf, log=log))
        write_seed_conf(data / "seed.conf", read_seed(keys, name))
        return node_conf(topology, here, "seed.conf", Placement(here.listen, data=data / "jetstream", log=log))

    async with Server(name, data / "server.conf", log, write) as server:
        yield server


async def _provision(topology: Topology, name: str, keys: Path, url: str | None) -> None:
    here = topology.node(name)
    if here is None:
        raise NodesError(f"{name} heeft geen knooppunt in de topologie; alleen een knooppunt wordt ingericht.")
    await _provisioned(topology, here, url or f"nats://{here.listen}", read_seed(keys, name))


async def _provisioned(topology: Topology, node: Node, url: str, seed: str) -> None:
    nc = await connect(url, seed, name=f"{node.name}-provision")
    try:
        done = await provision_node(topology, node, nc)
    finally:
        await nc.close()
    counts = f"{len(done.made)} gemaakt, {len(done.changed)} bijgewerkt, {len(done.kept)} ongewijzigd"
    Console(stderr=True).print(f"Logboeken en abonnementen van {node.name}: {counts}.")
