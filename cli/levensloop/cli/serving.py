"""What `levensloop up` runs: the hub with its door for users, the node of a ZVH with its services, or that of a partner with its copies.

Each is begun on a stack that ends it again, and says what it cannot go on without and how it takes over another topology.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from nats.aio.client import Client
from rich.console import Console

from levensloop.audit.policies import SERVICE as AUDIT
from levensloop.cli.maintained import STORE_RESTORED, account_for
from levensloop.cli.witness import learn as learn_keys
from levensloop.cli.witness import witnessing
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.connection import connection
from levensloop.infra.messaging.copies import watching_copies
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node, connected, learn
from levensloop.infra.messaging.reached import beyond, check, keep_now, keeping, kept, looked_at, reached, reached_file
from levensloop.infra.nodes.credentials import audit_credentials, credentials
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.single import Door, running_door, running_hub, running_node
from levensloop.infra.nodes.taking_over import hub_takes_over, node_takes_over
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.witnesses import witnessed_by
from levensloop.infra.secrecy.directory import directory_of
from levensloop.zvh.services import APPS


@dataclass(frozen=True, slots=True)
class Place:
    """A server of the topology, by its name there; where its data and keys are, and where it is told what it does. `restored`: somebody
    says that an older copy of its store was put back, and that it must go on with that."""

    name: str
    data: Path
    keys: Path
    console: Console
    restored: bool = False

    def stands(self, server: Server) -> None:
        """Say so."""
        self.console.print(f"{self.name} draait op {server.url}; log in {self.data / 'server.log'}. Ctrl-C stopt.")


@dataclass(frozen=True, slots=True)
class Runs:
    """`ends`: done only with what makes going on impossible. `takes_over`: the topology of now, and the one that is wanted; raises
    `NodesError`, and then it goes on with what it had."""

    ends: tuple["asyncio.Future[None]", ...]
    takes_over: Callable[[Topology, Topology], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done at a node beside its server, and how that learns of another topology."""

    ends: tuple["asyncio.Future[None]", ...]
    learns: Callable[[Topology], None]


async def begun(stack: AsyncExitStack, topology: Topology, place: Place) -> Runs:
    """Whatever has this name in the topology. Raises as `running_hub`, `running_node`, and what it runs."""
    return await (_hub if place.name == topology.hub.name else _node)(stack, topology, place)


async def _hub(stack: AsyncExitStack, topology: Topology, place: Place) -> Runs:
    server = await stack.enter_async_context(running_hub(topology, place.data, place.keys))
    place.stands(server)
    door: Door | None = None
    if topology.hub.users:
        door = await stack.enter_async_context(running_door(topology, server, place.data / "users", place.keys))
        place.console.print(f"De deur voor gebruikers staat open op {door.server.url}.")

    async def take_over(now: Topology, wanted: Topology) -> None:
        await hub_takes_over(server, now, wanted, place.data, place.keys)
        if door:
            await door.takes_over(wanted)

    return Runs(_watched(stack, server, *((door.server,) if door else ())), take_over)


async def _node(stack: AsyncExitStack, topology: Topology, place: Place) -> Runs:
    server = await stack.enter_async_context(running_node(topology, place.name, place.data, place.keys))
    zvh = topology.organisation(place.name).role is Role.ZVH
    work = await (_services if zvh else _copies)(stack, topology, place, server.url)
    witness = await _witness(stack, topology, place, server.url)
    place.stands(server)
    if zvh:
        place.console.print(f"Diensten: {', '.join(APPS)}.")

    async def take_over(now: Topology, wanted: Topology) -> None:
        await node_takes_over(server, now, wanted, place.name, place.data, place.keys)
        work.learns(wanted)
        witness.learns(wanted)

    return Runs((*_watched(stack, server), *work.ends, *witness.ends), take_over)


async def _services(stack: AsyncExitStack, topology: Topology, place: Place, url: str) -> _Work:
    """All of them, over two connections: what accounts for the others comes in with a key of its own."""
    shows = {service: audit_credentials if service == AUDIT else credentials for service in APPS}
    nodes = {
        shown: await stack.enter_async_context(
            connected(topology, place.name, url, shown(topology, place.keys, place.name), place.keys, data=place.data)
        )
        for shown in dict.fromkeys(shows.values())
    }
    await nodes[credentials].vault.keys.tried()
    far = looked_at(place.name, zvh=True)
    await _as_far(nodes[credentials].nc, place, far, nodes[credentials])
    _keeps(stack, nodes[credentials].nc, place, far)
    services = [await stack.enter_async_context(running(app(nodes[shows[name]]))) for name, app in APPS.items()]

    def learns(wanted: Topology) -> None:
        for node in nodes.values():
            learn(node, wanted)

    return _Work(tuple(service.failed for service in services), learns)


async def _as_far(nc: Client, place: Place, far: Iterable[str], zvh: Node | None = None) -> None:
    """That these streams are as far as they were, or that somebody says why not. Raises `StoreOlder`, `EventStoreError`."""
    file = reached_file(place.keys, place.name)
    if not place.restored:
        check(file, place.name, await reached(nc, far))
    elif zvh is None:
        place.console.print("Verder met een teruggezette opslag; wat na de kopie binnenkwam, komt niet nog eens.")
    else:
        await account_for(zvh, STORE_RESTORED, SYSTEM)
        raised = await beyond(nc, place.name, kept(file))
        told = ", ".join(f"{stream} vanaf {number + 1}" for stream, number in raised.items())
        place.console.print(f"Verder met een teruggezette opslag; nieuwe nummers: {told}.", highlight=False)


def _keeps(stack: AsyncExitStack, nc: Client, place: Place, far: Iterable[str]) -> None:
    """How far they come, until they are to be stopped, and then once more."""
    keeps = reached_file(place.keys, place.name), nc, far
    stack.push_async_callback(keep_now, *keeps)
    stack.push_async_callback(cancel, [asyncio.create_task(keeping(*keeps))])


async def _copies(stack: AsyncExitStack, topology: Topology, place: Place, url: str) -> _Work:
    """A partner's, which go when a ZVH destroys a case."""
    (zvh, *_), shown = topology.zvhs_of(place.name), credentials(topology, place.keys, place.name)
    directory, far = directory_of(topology), looked_at(place.name, zvh=False)
    nc = await stack.enter_async_context(connection(url, shown, f"{place.name}-reached"))
    await _as_far(nc, place, far)
    _keeps(stack, nc, place, far)
    watching = await stack.enter_async_context(watching_copies(url, shown, place.name, zvh, directory))
    return _Work((watching,), lambda wanted: directory.learn(directory_of(wanted)))


async def _witness(stack: AsyncExitStack, topology: Topology, place: Place, url: str) -> _Work:
    """Of the logs that this organisation witnesses, if there are any."""
    if not witnessed_by(topology, place.name):
        return _Work((), lambda _: None)
    looking = await stack.enter_async_context(
        witnessing(topology, place.name, url, place.keys, place.data, place.console)
    )
    return _Work((looking.ended,), lambda wanted: learn_keys(looking.witnesses, wanted, place.name, place.keys))


def _watched(stack: AsyncExitStack, *servers: Server) -> tuple["asyncio.Task[None]", ...]:
    """Done when a server falls away; no more once it is to be stopped."""
    gone = tuple(asyncio.create_task(_gone(server)) for server in servers)
    stack.push_async_callback(cancel, gone)
    return gone


async def _gone(server: Server) -> None:
    raise await server.ended()
