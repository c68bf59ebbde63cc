"""`levensloop up` and `levensloop provision`: one node for real use."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.cli.options import DataDirectory, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.reach import client_at
from levensloop.cli.serving import Place, begun
from levensloop.cli.topology_watch import follow
from levensloop.infra.messaging.alone import stop_asked, until_stopped
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.logs import configure
from levensloop.infra.messaging.spans import spans_to_collector
from levensloop.infra.nodes.credentials import provisioning_credentials
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.provision import provision_node
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology


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
    after_restore: Annotated[
        bool,
        typer.Option(
            "--after-restore",
            help="eenmalig: ga verder met een oudere kopie van de opslag, met nieuwe nummers voor wat verstuurd wordt. Lees "
            "eerst `Reservekopieën` in docs/running-a-node.md: wat na de kopie kwam is weg",
        ),
    ] = False,
) -> None:
    """Draai één knooppunt (of de hub): de server en, bij een ZVH, de diensten. Ctrl-C stopt netjes; later gaat het verder."""
    configure()
    with spans_to_collector(otlp, node):
        place = Place(
            node, data.resolve(), keys_of(topology, keys), Console(stderr=True, soft_wrap=True), after_restore
        )
        asyncio.run(_up(topology, place))


def provision(
    topology: TopologyFile,
    node: NodeName,
    keys: KeysDirectory = None,
    url: Annotated[str | None, typer.Option(help="waar de server luistert; standaard wat de topologie zegt")] = None,
) -> None:
    """Richt een knooppunt in op een server die al draait: logboeken en abonnementen. Nog eens kan geen kwaad."""
    asyncio.run(_provision(load_topology(topology), node, keys_of(topology, keys), url))


async def _up(file: Path, place: Place) -> None:
    topology, console = load_topology(file), place.console
    stop = stop_asked()
    async with AsyncExitStack() as stack:
        runs = await begun(stack, topology, place)
        following = asyncio.create_task(follow(file, topology, runs.takes_over, console))
        try:
            await until_stopped(following, *runs.ends, stop=stop)
        finally:
            await cancel([following])
        console.print("Netjes aan het stoppen …")
    console.print(f"{place.name} is gestopt; de gegevens staan in {place.data}.")


async def _provision(topology: Topology, name: str, keys: Path, url: str | None) -> None:
    here = topology.node(name)
    if here is None:
        raise NodesError(f"{name} heeft geen knooppunt in de topologie; alleen een knooppunt wordt ingericht.")
    shown = provisioning_credentials(topology, keys, name)
    async with client_at(topology, url or f"nats://{here.listen}", name, keys, shown) as nc:
        done = await provision_node(topology, here, nc)
    counts = f"{len(done.made)} gemaakt, {len(done.changed)} bijgewerkt, {len(done.kept)} ongewijzigd"
    Console().print(f"Logboeken en abonnementen van {name}: {counts}.")
