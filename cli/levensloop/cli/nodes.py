"""`levensloop up` and `levensloop provision`: one node for real use."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.audit.policies import SERVICE as AUDIT
from levensloop.cli.options import DataDirectory, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.reach import client_at
from levensloop.cli.services import APPS
from levensloop.cli.topology_watch import follow
from levensloop.cli.witness import Looking, witnessing
from levensloop.cli.witness import learn as learn_keys
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.alone import stop_asked, until_stopped
from levensloop.infra.messaging.app import RunningService, running
from levensloop.infra.messaging.copies import watching_copies
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.logs import configure
from levensloop.infra.messaging.node import Node, connected, learn
from levensloop.infra.messaging.spans import spans_to_collector
from levensloop.infra.nodes.credentials import audit_credentials, credentials, provisioning_credentials
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.provision import provision_node
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.single import Door, running_door, running_hub, running_node
from levensloop.infra.nodes.taking_over import hub_takes_over, node_takes_over
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.nodes.witnesses import witnessed_by
from levensloop.infra.secrecy.directory import directory_of


def up(
    topology: TopologyFile,
    node: NodeName,
    data: DataDirectory,
    keys: KeysDirectory = None,
    otlp: Annotated[
        str | None,
        typer.Option(
            envvar="OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            help="waar sporen (traces) heen gaan, over OTLP/HTTP, zoals http://127.0.0.1:4318/v1/traces",
        ),
    ] = None,
) -> None:
    """Draai één knooppunt (of de hub): de server en, bij een ZVH, de diensten. Ctrl-C stopt netjes; later gaat het verder."""
    configure()
    with spans_to_collector(otlp, node):
        asyncio.run(_up(topology, node, data.resolve(), keys_of(topology, keys)))


def provision(
    topology: TopologyFile,
    node: NodeName,
    keys: KeysDirectory = None,
    url: Annotated[str | None, typer.Option(help="waar de server luistert; standaard wat de topologie zegt")] = None,
) -> None:
    """Richt een knooppunt in op een server die al draait: logboeken en abonnementen. Nog eens kan geen kwaad."""
    asyncio.run(_provision(load_topology(topology), node, keys_of(topology, keys), url))


async def _up(file: Path, name: str, data: Path, keys: Path) -> None:
    topology = load_topology(file)
    console = Console(stderr=True, soft_wrap=True)
    stop = stop_asked()
    async with AsyncExitStack() as stack:
        hub = name == topology.hub.name
        server = await stack.enter_async_context(
            running_hub(topology, data, keys) if hub else running_node(topology, name, data, keys)
        )
        console.print(f"{name} draait op {server.url}; log in {data / 'server.log'}. Ctrl-C stopt.")
        door: Door | None = None
        if hub and topology.hub.users:
            door = await stack.enter_async_context(running_door(topology, server, data / "users", keys))
            console.print(f"De deur voor gebruikers staat open op {door.server.url}.")
        services: list[RunningService] = []
        at: list[Node] = []
        if not hub and topology.organisation(name).role is Role.ZVH:
            shows = {service: audit_credentials if service == AUDIT else credentials for service in APPS}
            nodes = {
                shown: await stack.enter_async_context(
                    connected(topology, name, server.url, shown(topology, keys, name), keys, data=data)
                )
                for shown in dict.fromkeys(shows.values())
            }
            at.extend(nodes.values())
            await nodes[credentials].vault.keys.tried()
            services = [
                await stack.enter_async_context(running(app(nodes[shows[service]]))) for service, app in APPS.items()
            ]
            console.print(f"Diensten: {', '.join(APPS)}.")
        copies: list[asyncio.Task[None]] = []
        directory = directory_of(topology)
        if not hub and topology.organisation(name).role is not Role.ZVH:
            (zvh, *_), shown = topology.zvhs_of(name), credentials(topology, keys, name)
            copies = [await stack.enter_async_context(watching_copies(server.url, shown, name, zvh, directory))]
        looking: Looking | None = None
        if not hub and witnessed_by(topology, name):
            looking = await stack.enter_async_context(witnessing(topology, name, server.url, keys, data, console))
        gone = [asyncio.create_task(_gone(each)) for each in (server, *((door.server,) if door else ()))]

        async def take_over(now: Topology, wanted: Topology) -> None:
            if hub:
                await hub_takes_over(server, now, wanted, data, keys)
                if door:
                    await door.takes_over(wanted)
            else:
                await node_takes_over(server, now, wanted, name, data, keys)
            directory.learn(directory_of(wanted))
            if looking:
                learn_keys(looking.witnesses, wanted, name, keys)
            for each in at:
                learn(each, wanted)

        following = asyncio.create_task(follow(file, topology, take_over, console))
        try:
            ended = (*(service.failed for service in services), *((looking.ended,) if looking else ()))
            await until_stopped(*gone, following, *copies, *ended, stop=stop)
        finally:
            await cancel([*gone, following])
        console.print("Netjes aan het stoppen …")
    console.print(f"{name} is gestopt; de gegevens staan in {data}.")


async def _gone(server: Server) -> None:
    raise await server.ended()


async def _provision(topology: Topology, name: str, keys: Path, url: str | None) -> None:
    here = topology.node(name)
    if here is None:
        raise NodesError(f"{name} heeft geen knooppunt in de topologie; alleen een knooppunt wordt ingericht.")
    shown = provisioning_credentials(topology, keys, name)
    async with client_at(topology, url or f"nats://{here.listen}", name, keys, shown) as nc:
        done = await provision_node(topology, here, nc)
    counts = f"{len(done.made)} gemaakt, {len(done.changed)} bijgewerkt, {len(done.kept)} ongewijzigd"
    Console().print(f"Logboeken en abonnementen van {name}: {counts}.")
