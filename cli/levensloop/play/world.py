"""The world in which a case is played: a real hub, real nodes, every service, every organisation listening."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.contracts.decision import Organisation
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node, connected, organisations_of
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes import network as networks
from levensloop.infra.nodes.credentials import close
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.topology import Topology
from levensloop.play.inbox import Inbox
from levensloop.play.sent import Sent
from levensloop.zvh.services import APPS

_FOLLOWED = (subjects.log_stream, subjects.out_stream, subjects.move_stream, subjects.arrivals_stream)
"""The streams of a ZVH that a policy, another node or an organisation follows."""


NEVER_OVER = frozenset({"retention"})
"""Whose terms are not over in a played case: some last ten years, and half of the story would be destroyed before its end (WGS-1.8-7)."""

_PAUSE = 0.2  # seconds before a node that did not answer is asked again

PATIENCE = 120.0
"""Seconds. After this what is on its way is not slow but lost; a step takes a fraction of it, also on a busy machine."""


class NeverSettled(NodesError):
    """Something that was recorded was never dealt with, or never arrived; the message says where."""


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
    """Everything that runs, and the clock that all of it goes by. `quiet`: how far each stream was when last nothing was on its way."""

    network: Network
    clock: VirtualClock
    organisations: Mapping[str, Organisation]
    zvhs: Mapping[str, Zvh]
    inboxes: Mapping[str, Inbox]
    clients: Mapping[str, Client]
    quiet: dict[str, int] = field(default_factory=dict)
    patience: float = PATIENCE

    async def command(
        self,
        zvh: str,
        organisation: str,
        name: str,
        case: UUID,
        functionary: str,
        data: dict[str, Any],
        person: str | None = None,
    ) -> Answer:
        """Give a command over the organisation's own connection."""
        nc = self.clients[organisation]
        return await client.command(nc, zvh, organisation, name, case, functionary, data, person=person)

    async def ask(self, zvh: str, service: str, view: str, case: UUID) -> dict[str, Any] | Refusal:
        """What a service of this ZVH answers of a case."""
        return await client.ask(self.clients[zvh], zvh, zvh, service, view, {"case": str(case)})

    async def fire(self, zvh: str, service: str, case: UUID, timer: str) -> None:
        """A timer is due: the service of that ZVH decides what follows."""
        reactor = next(s.app.reactor for s in self.zvhs[zvh].services if s.app.name == service and s.app.reactor)
        await reactor.fire(case, timer)

    def logged(self) -> dict[str, int]:
        """How far the log of each ZVH was when last nothing was on its way."""
        return {zvh: self.quiet.get(subjects.log_stream(zvh), 0) for zvh in self.zvhs}

    async def settled(self) -> None:
        """Wait until nothing is on its way any more: every policy done, every copy at the other node, every inbox full.

        Where nothing was written since it was quiet, it still is; so only who was written to is waited for. What one ZVH does by
        itself reaches another only as a case that moves. Raises `NeverSettled` when it takes longer than `patience`.
        """
        try:
            async with asyncio.timeout(self.patience):
                while not await self._is_quiet():  # noqa: ASYNC110 - no node tells when it has time again
                    await asyncio.sleep(_PAUSE)
        except TimeoutError as error:
            short = ", ".join([name async for name in self._short()])
            where = (
                f"bij {short} kwam niet aan wat volgens de verantwoording verstuurd is"
                if short
                else "een dienst is niet bij"
            )
            raise NeverSettled(f"Na {self.patience:.0f} seconden is nog niet alles verwerkt: {where}.") from error

    async def _short(self) -> AsyncIterator[str]:
        """Who did not receive all that was sent to it."""
        for name, inbox in self.inboxes.items():
            try:
                async with asyncio.timeout(0):
                    await inbox.full()
            except TimeoutError:
                yield name

    async def _is_quiet(self) -> bool:
        """Waited for; False where a node had too much to do to answer, and is to be asked again."""
        try:
            await self._until_quiet()
        except StoreUnavailable:
            return False
        return True

    async def _until_quiet(self) -> None:
        where: Mapping[str, Zvh] = self.zvhs
        while changed := await self._changed(where):
            moved = any(subjects.move_stream(name) in changed for name in where)
            busy = [zvh for name, zvh in where.items() if any(of(name) in changed for of in _FOLLOWED)]
            await asyncio.gather(*(zvh.caught_up() for zvh in busy))
            await asyncio.gather(*(self._delivered(zvh.node, changed) for zvh in busy))
            self.quiet.update(changed)
            where = self.zvhs if moved else {zvh.node.me: zvh for zvh in busy}

    async def _changed(self, where: Mapping[str, Zvh]) -> dict[str, int]:
        """The streams there that were written to since it was quiet: how far each is."""
        stores = [zvh.node.store(of(name)) for name, zvh in where.items() for of in _FOLLOWED]
        lasts = await asyncio.gather(*(store.last_seq() for store in stores))
        marks = {store.stream: last for store, last in zip(stores, lasts, strict=True)}
        return {stream: last for stream, last in marks.items() if self.quiet.get(stream) != last}

    async def _delivered(self, node: Node, changed: Mapping[str, int]) -> None:
        """Wait until what this ZVH ever sent has arrived: what it disclosed, and the cases that it handed over."""
        if subjects.out_stream(node.me) in changed:
            for to, count in (await self.zvhs[node.me].sent.counts()).items():
                self.inboxes[to].is_sent(node.me, count)
        if (stream := subjects.move_stream(node.me)) in changed:
            for zvh in self.zvhs.keys() - {node.me}:
                info = await node.nc.jetstream().stream_info(stream, subjects_filter=subjects.moves_to(zvh))
                self.inboxes[zvh].is_sent(node.me, sum((info.state.subjects or {}).values()))
        await asyncio.gather(*(inbox.full() for inbox in self.inboxes.values()))


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
        await asyncio.gather(*(network.linked(zvh) for zvh in zvhs))  # its services are known across the hub too
        inboxes = {o.id: Inbox(o, network) for o in organisations.values()}
        stack.push_async_callback(cancel, [inbox.listening for inbox in inboxes.values()])
        clients = {o: await network.connect(o) for o in organisations}
        for nc in clients.values():
            stack.push_async_callback(close, nc)
        yield World(network, clock, organisations, zvhs, inboxes, clients)


async def _zvh(stack: AsyncExitStack, network: Network, me: str, clock: VirtualClock, serve: Serve) -> Zvh:
    timers = VirtualTimers(NEVER_OVER)
    shown, data = network.credentials(me), network.directory / me
    connection = connected(network.topology, me, network.url(me), shown, network.keys, clock, timers, data)
    node = await stack.enter_async_context(connection)
    sent = Sent(node.store(subjects.out_stream(me)))
    return Zvh(node, await serve(stack, network, node), timers, sent)
