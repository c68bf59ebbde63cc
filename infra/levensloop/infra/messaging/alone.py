"""One service as a process of its own, on a node that runs already."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.messaging.logs import configure
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.nodes.credentials import Credentials, credentials
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.errors import SecrecyError

Shows = Callable[[Topology, Path, str], Credentials]


def serve_alone(wiring: Callable[[Node], ServiceApp], shows: Shows = credentials) -> None:
    """Serve until Ctrl-C or SIGTERM. Arguments: the topology, whose node, where the keys are, and where its files go, if it has any.
    `shows`: with which key the service comes in."""
    parser = argparse.ArgumentParser(description="Draait één dienst op een knooppunt dat al draait.")
    parser.add_argument("--topology", type=Path, required=True, help="het topologiebestand")
    parser.add_argument("--node", required=True, help="het ZVH op wiens knooppunt de dienst draait")
    parser.add_argument("--keys", type=Path, required=True, help="de map met de sleutels van dat ZVH")
    parser.add_argument(
        "--data", type=Path, help="de map met gegevens van dat knooppunt, voor een dienst met bestanden"
    )
    arguments = parser.parse_args()
    configure()
    try:
        asyncio.run(_serve(wiring, shows, arguments.topology, arguments.node, arguments.keys, arguments.data))
    except (NodesError, EventStoreError, SecrecyError) as error:
        sys.exit(str(error))


async def _serve(
    wiring: Callable[[Node], ServiceApp], shows: Shows, topology_file: Path, me: str, keys: Path, data: Path | None
) -> None:
    topology = load_topology(topology_file)
    here = topology.node(me)
    if here is None:
        raise NodesError(f"{me} heeft in {topology_file} geen knooppunt.")
    stop = stop_asked()
    async with (
        connected(topology, me, f"nats://{here.listen}", shows(topology, keys, me), keys, data=data) as node,
        running(wiring(node)) as service,
    ):
        await until_stopped(service.failed, stop=stop)


def stop_asked() -> "asyncio.Future[None]":
    """Done as soon as somebody asks us to stop: Ctrl-C or SIGTERM. Ask for it before anything is begun."""
    stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def end() -> None:
        if not stop.done():
            stop.set_result(None)

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)
    return stop


async def until_stopped(*failed: "asyncio.Future[None]", stop: "asyncio.Future[None] | None" = None) -> None:
    """Wait until we are asked to stop, or for what makes going on impossible, which is raised."""
    done, _ = await asyncio.wait([stop or stop_asked(), *failed], return_when=asyncio.FIRST_COMPLETED)
    for future in done:
        future.result()
