"""A whole network on this machine: the hub and every node, provisioned, with the credentials to use it. For play and tests."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout

from levensloop.infra.nodes.credentials import (
    Credentials,
    audit_credentials,
    connect,
    credentials,
    provisioning_credentials,
)
from levensloop.infra.nodes.door import door_name
from levensloop.infra.nodes.errors import NodeUnreachable
from levensloop.infra.nodes.kept_port import kept_port
from levensloop.infra.nodes.keys import make_keys, without_audit_keys, without_keys
from levensloop.infra.nodes.placed import door_server, hub_server, node_server
from levensloop.infra.nodes.provision import Part, provision_node
from levensloop.infra.nodes.rights import link
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.topology import Address, Node, Topology
from levensloop.infra.nodes.trial_authority import make_certificates
from levensloop.infra.secrecy.keys_in_topology import make_all_keys
from levensloop.infra.users.callout import judging_users

LINK_SECONDS = 60.0  # a tenth of one when nothing else is at work


class Network:
    """Hub and nodes of one topology. Made by `running`; `stop` and `start` take a server away and bring it back."""

    def __init__(self, topology: Topology, directory: Path) -> None:
        self.directory = directory
        self.keys = directory / "keys"
        self._topology = topology
        self._hub = hub_server(lambda: self._topology, directory / topology.hub.name, self.keys)
        self._nodes = {node.name: self._placed(node) for node in topology.nodes}
        self._door: Server | None = None
        self._judging = contextlib.AsyncExitStack()

    @property
    def topology(self) -> Topology:
        """With public keys, and the hub's ports once it has started."""
        return self._topology

    @property
    def hub(self) -> Server:
        return self._hub

    @property
    def door(self) -> Server:
        """For users that organisations make; only in a topology that has it, once it has begun."""
        if self._door is None:
            raise RuntimeError("this network has no door for users")
        return self._door

    def server(self, name: str) -> Server:
        """The hub by its name, or a node by its organisation. Raises KeyError."""
        return self._hub if name == self._topology.hub.name else self._nodes[name]

    def url(self, org: str) -> str:
        """Where this organisation connects: its own node, or the hub. Raises KeyError for an unknown one."""
        return self._nodes.get(self._topology.organisation(org).id, self._hub).url

    def credentials(self, org: str) -> Credentials:
        """What the organisation shows at a server."""
        return credentials(self._topology, self.keys, org)

    async def connect(self, org: str, **options: Any) -> Client:
        """A client as this organisation, at its own node or at the hub. Options are those of `nats.connect`."""
        return await connect(self.url(org), self.credentials(org), **{"name": org, **options})

    async def connect_provisioning(self, org: str) -> Client:
        """At the node of this organisation, as who declares its streams."""
        shown = provisioning_credentials(self._topology, self.keys, org)
        return await connect(self._nodes[org].url, shown, name=f"{org} provisioning")

    def audit_credentials(self, org: str) -> Credentials:
        """What the accountability service of this organisation shows at its node."""
        return audit_credentials(self._topology, self.keys, org)

    async def connect_hub(self, org: str, **options: Any) -> Client:
        """A client as this organisation at the hub, also for one that has a node."""
        return await connect(self._hub.url, self.credentials(org), **{"name": org, **options})

    async def stop(self, name: str) -> None:
        """End the hub (by the hub's name) or a node; its data and its ports stay."""
        await self.server(name).stop()

    async def start(self, name: str) -> None:
        """Bring it back, on the same ports and the same data."""
        await self.server(name).start()

    async def linked(self, org: str) -> None:
        """Wait until the node and the hub reach one another, both ways. Raises NodeUnreachable after LINK_SECONDS.

        Neither server tells when, so we ask across until an answer comes. It comes after the interest that both sides sent first:
        commands and answers pass from then on.
        """
        subject = link(org).subject
        at_hub, at_node = await self.connect_hub(org), await self.connect(org)
        try:
            await at_hub.subscribe(subject, cb=_answer)
            await at_hub.flush()
            async with asyncio.timeout(LINK_SECONDS):
                while not await _answered(at_node, subject):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        except TimeoutError as error:
            log = self._nodes[org].log
            raise NodeUnreachable(
                f"Het knooppunt {org} en de hub bereiken elkaar niet; zie {log} en {self._hub.log}."
            ) from error
        finally:
            await at_node.close()
            await at_hub.close()

    async def begin(self) -> None:
        """Start everything and provision every node. What a node receives is declared last: when it reaches the hub, and what
        the others give out stands. Earlier it would ask in vain, and wait before it asks again."""
        await self._hub.start()
        ports = self._hub.ports
        placed = self._topology.hub.model_copy(update={"listen": ports.client, "leaf": ports.leaf})
        self._topology = self._topology.model_copy(update={"hub": placed})
        if self._topology.hub.users:
            await self._open_door()
        nodes = self._topology.nodes
        await _all(self._nodes[node.name].start() for node in nodes)
        linked, own = (self.linked(node.name) for node in nodes), (self._provision(node, Part.OWN) for node in nodes)
        await _all((*linked, *own))
        await _all(self._provision(node, Part.RECEIVING) for node in nodes)

    async def _open_door(self) -> None:
        route = self._hub.ports.route
        assert route is not None
        home = self.directory / door_name(self._topology.hub.name)
        self._door = door_server(lambda: self._topology, route, home, self.keys)
        await self._door.start()
        hub = self._topology.hub.model_copy(update={"users": self._door.ports.client})
        self._topology = self._topology.model_copy(update={"hub": hub})
        await self.judge_users()

    async def judge_users(self) -> None:
        """Start the service that lets users in at the door; `ignore_users` ends it."""
        lists = self.door.log.parent / "revoked"
        await self._judging.enter_async_context(judging_users(self.door.url, lambda: self._topology, self.keys, lists))

    async def ignore_users(self) -> None:
        await self._judging.aclose()

    async def end(self) -> None:
        """Stop everything, nodes first, so that none spends its last moments looking for the hub."""
        await self.ignore_users()
        if self._door:
            await self._door.stop()
        await asyncio.gather(*(server.stop() for server in self._nodes.values()))
        await self._hub.stop()

    async def _provision(self, node: Node, part: Part) -> None:
        nc = await self.connect_provisioning(node.name)
        try:
            await provision_node(self._topology, node, nc, [part])
        finally:
            await nc.close()

    def _placed(self, node: Node) -> Server:
        return node_server(lambda: self._topology, node, self.directory / node.name, self.keys)


@contextlib.asynccontextmanager
async def running(topology: Topology, data_dir: Path, *, apart: bool = False) -> AsyncIterator[Network]:
    """The whole network on free loopback ports, provisioned, until the block ends. The data and keys stay in `data_dir`. `apart`: the
    accountability service of each ZVH has a key of its own, as in use; else one connection may do all that a node's services may.

    Ports and public keys in the topology are not used: each directory has keys of its own, made the first time.
    """
    directory = await asyncio.to_thread(data_dir.resolve)
    with contextlib.ExitStack() as kept:
        placed = without_keys(_listening(topology, lambda: _own_port(kept)))
        keyed = make_all_keys(make_keys(placed, directory / "keys"), directory / "keys")
        keyed = keyed if apart else without_audit_keys(keyed)
        if keyed.tls:
            await asyncio.to_thread(make_certificates, keyed, directory / "keys")
        network = Network(keyed, directory)
        try:
            await network.begin()
            yield network
        finally:
            await network.end()


async def _all(doing: Iterable[Awaitable[None]]) -> None:
    """All at once; when one fails, that is raised after the others have ended."""
    for done in await asyncio.gather(*doing, return_exceptions=True):
        if done is not None:
            raise done


async def _answer(msg: Msg) -> None:
    await msg.respond(b"")


async def _answered(nc: Client, subject: str) -> bool:
    try:
        await nc.request(subject, b"", timeout=0.5)
    except (NoRespondersError, NatsTimeout):
        return False
    return True


def with_free_ports(topology: Topology) -> Topology:
    """The same network on loopback ports that the system picks."""
    return _listening(topology, Address)


def _listening(topology: Topology, somewhere: Callable[[], Address]) -> Topology:
    free = {"listen": somewhere(), "leaf": somewhere(), "route": somewhere()}
    hub = topology.hub.model_copy(update={**free, "users": somewhere() if topology.hub.users else None})
    nodes = tuple(node.model_copy(update={"listen": somewhere()}) for node in topology.nodes)
    return topology.model_copy(update={"hub": hub, "nodes": nodes})


def _own_port(kept: contextlib.ExitStack) -> Address:
    """A free port that is nobody else's as long as `kept` is open, also while the server that listens there is away or was killed. Where
    a system knows no such thing, the server finds one itself."""
    if sys.platform != "linux":
        return Address()
    return Address(port=kept.enter_context(kept_port()).getsockname()[1])
