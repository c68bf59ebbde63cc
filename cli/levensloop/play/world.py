"""The world in which a case is played: a real hub, real nodes, every service, every organisation listening."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from nats.aio.client import Client

from levensloop.cli.services import APPS
from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.contracts.decision import Organisation
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node, connected, organisations_of
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes import network as networks
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.topology import Topology
from levensloop.play.inbox import Inbox
from levensloop.play.sent import Sent


class AtWork(Protocol):
    """A service of a ZVH as the player knows it: one that runs, or whatever does its work."""

    @property
    def app(self) -> ServiceApp: ...

    async def caught_up(self) -> object:
        """Wait until it did what there is to do now."""
        ...


@dataclass(frozen=True, slots=True)
class Zvh:
    """A ZVH at work: its node, its services, its timers, which only the player's clock makes due, and what it sent to whom."""

    node: Node
    services: Sequence[AtWork]
    timers: VirtualTimers
    sent: Sent

    async def caught_up(self) -> None:
        """Wait until every service did what there is to do now."""
        await asyncio.gather(*(service.caught_up() for service in self.services))


@dataclass(frozen=True, slots=True)
class World:
    """Everything that runs, and the clock that all of it goes by."""

    network: Network
    clock: VirtualClock
    organisations: Mapping[str, Organisation]
    zvhs: Mapping[str, Zvh]
    inboxes: Mapping[str, Inbox]
    clients: Mapping[str, Client]

    async def command(
        self, zvh: str, organisation: str, name: str, case: UUID, functionary: str, data: dict[str, Any]
    ) -> Answer:
        """Give a command over the organisation's own connection."""
        return await client.command(self.clients[organisation], zvh, organisation, name, case, functionary, data)

    async def ask(self, zvh: str, service: str, view: str, case: UUID) -> dict[str, Any] | Refusal:
        """What a service of this ZVH answers of a case."""
        return await client.ask(self.clients[zvh], zvh, zvh, service, view, {"case": str(case)})

    async def fire(self, zvh: str, service: str, case: UUID, timer: str) -> None:
        """A timer is due: the service of that ZVH decides what follows."""
        at = self.zvhs[zvh]
        reactor = next(s.app.reactor for s in at.services if s.app.name == service and s.app.reactor)
        if messages := await reactor.expire(case, timer):
            await at.node.log.store.append(messages)

    async def settled(self) -> None:
        """Wait until nothing is on its way any more: every policy done, every copy at the other node, every inbox full."""
        before: tuple[int, ...] = ()
        while before != (before := await self._marks()):
            await asyncio.gather(*(zvh.caught_up() for zvh in self.zvhs.values()))
            await asyncio.gather(*(self._delivered(inbox) for inbox in self.inboxes.values()))

    async def _marks(self) -> tuple[int, ...]:
        """How far each stream is that others follow; the same twice means quiet."""
        streams = (subjects.log_stream, subjects.out_stream, subjects.move_stream, subjects.arrivals_stream)
        stores = [zvh.node.store(name(zvh.node.me)) for zvh in self.zvhs.values() for name in streams]
        return tuple(await asyncio.gather(*(store.last_seq() for store in stores)))

    async def _delivered(self, inbox: Inbox) -> None:
        me = inbox.organisation
        senders = [
            zvh
            for zvh in self.zvhs
            if zvh != me.id and (me.role is Role.ZVH or self.organisations[me.id].works_with(zvh))
        ]
        counts = [await self._sent(sender, me) for sender in senders]
        await inbox.holds(sum(counts))

    async def _sent(self, zvh: str, to: Organisation) -> int:
        if to.role is not Role.ZVH:
            return await self.zvhs[zvh].sent.to(to.id)
        stream, subject = subjects.move_stream(zvh), subjects.moves_to(to.id)
        info = await self.zvhs[zvh].node.nc.jetstream().stream_info(stream, subjects_filter=subject)
        return sum((info.state.subjects or {}).values())


Serve = Callable[[AsyncExitStack, Network, Node], Awaitable[Sequence[AtWork]]]
"""Starts the services of a node, which end with the stack."""


async def one_of_each(stack: AsyncExitStack, network: Network, node: Node) -> Sequence[AtWork]:
    """Every service once, all over the node's one connection."""
    return [await stack.enter_async_context(running(app(node))) for app in APPS.values()]


@asynccontextmanager
async def world(
    topology: Topology, directory: Path, clock: VirtualClock, serve: Serve = one_of_each
) -> AsyncIterator[World]:
    """Start everything on free loopback ports, with its data in `directory`, until the block ends."""
    async with AsyncExitStack() as stack:
        network = await stack.enter_async_context(networks.running(topology, directory))
        organisations = organisations_of(network.topology)
        zvhs = {
            o.id: await _zvh(stack, network, o.id, clock, serve) for o in organisations.values() if o.role is Role.ZVH
        }
        inboxes = {o.id: Inbox(o, network) for o in organisations.values()}
        stack.push_async_callback(cancel, [inbox.listening for inbox in inboxes.values()])
        clients = {o: await network.connect(o) for o in organisations}
        for nc in clients.values():
            stack.push_async_callback(nc.close)
        yield World(network, clock, organisations, zvhs, inboxes, clients)


async def _zvh(stack: AsyncExitStack, network: Network, me: str, clock: VirtualClock, serve: Serve) -> Zvh:
    timers = VirtualTimers()
    connection = connected(network.topology, me, network.url(me), network.credentials(me), clock, timers)
    node = await stack.enter_async_context(connection)
    sent = Sent(node.store(subjects.out_stream(me)))
    return Zvh(node, await serve(stack, network, node), timers, sent)
