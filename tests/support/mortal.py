"""Services that are killed at moments that a seed chooses, and started again at once; several of each at a time if asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, TypeVar
from uuid import UUID, uuid4

from levensloop.contracts.answer import Answer
from levensloop.contracts.event import CaseId
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import RunningService, ServiceApp, running
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.messaging.timers import Timers, Wanted
from levensloop.infra.nodes.network import Network
from levensloop.play.world import AtWork, Serve, World
from levensloop.zvh.services import APPS
from support.lifeline import Lifeline

T = TypeVar("T")


class Killed(Exception):
    """The service was killed before it was done."""


@dataclass(frozen=True, slots=True)
class MortalTimers:
    """The timers of a process: they outlive it, but once it is killed it reaches them no more."""

    timers: Timers
    cut: asyncio.Event

    async def keep(self, service: str, case: CaseId, wanted: Wanted) -> None:
        async def while_alive() -> Mapping[str, datetime]:
            found = await wanted()
            if self.cut.is_set():
                await asyncio.Event().wait()  # a process that is gone does nothing, for ever
            return found

        await self.timers.keep(service, case, while_alive)


@dataclass(slots=True)
class Life:
    """One start of a service, over connections of its own, until it is killed or the play is over."""

    line: Lifeline
    running: asyncio.Future[RunningService] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    task: asyncio.Task[None] | None = None

    async def of(self, what: Awaitable[T]) -> T:
        """What comes of something that this service does. Raises `Killed`."""
        work, cut = asyncio.ensure_future(what), asyncio.ensure_future(self.line.cut.wait())
        try:
            await asyncio.wait({work, cut}, return_when=asyncio.FIRST_COMPLETED)
            if cut.done():
                raise Killed
            return await work
        finally:
            work.cancel()
            cut.cancel()


class Mortal:
    """One service of a node. It is started again as soon as it is killed, `deaths` says after how many chunks."""

    def __init__(
        self, network: Network, node: Node, app: Callable[[Node], ServiceApp], deaths: Sequence[int], chance: Random
    ) -> None:
        self._network, self._node, self._wire, self._chance = network, node, app, chance
        self._ghosts: list[asyncio.Task[None]] = []
        self._again = asyncio.Condition()
        self._life: Life | None = None
        self._deaths = list(deaths)
        self.killed = 0
        self.keeping = asyncio.create_task(self._keep(), name=f"{node.me}-mortal")

    @property
    def app(self) -> ServiceApp:
        raise AssertionError("who wants something of a mortal service asks for what it does")

    async def caught_up(self) -> object:
        return await self.does(lambda service: service.caught_up())

    async def does(self, what: Callable[[RunningService], Awaitable[T]]) -> T:
        """Ask it of whoever lives, and again when that one is killed before it is done."""
        while True:
            life = await self._alive()
            with suppress(Killed):
                return await life.of(what(await life.of(asyncio.shield(life.running))))

    async def _alive(self) -> Life:
        async with self._again:
            await self._again.wait_for(lambda: self._life is not None and not self._life.line.cut.is_set())
        assert self._life is not None
        return self._life

    async def up(self) -> None:
        """Wait until it runs."""
        await self.does(lambda _: asyncio.sleep(0))

    async def end(self) -> None:
        """For good: who lives gracefully, and what is left of who was killed."""
        self._deaths.clear()
        if self._life is not None and self._life.task is not None:
            await cancel([self._life.task])
        await cancel([self.keeping])
        await cancel(self._ghosts)

    async def _keep(self) -> None:
        while True:
            passes = self._deaths.pop(0) if self._deaths else None
            async with Lifeline(self._node.url, passes, Random(self._chance.random())) as line:
                life = Life(line)
                life.task = asyncio.create_task(self._live(life))
                async with self._again:
                    self._life = life
                    self._again.notify_all()
                await line.cut.wait()
            self.killed += 1
            life.task.cancel()
            self._ghosts.append(life.task)

    async def _live(self, life: Life) -> None:
        timers = MortalTimers(self._node.timers, life.line.cut)
        shown, topology = self._network.credentials(self._node.me), self._network.topology
        keys, clock, data = self._network.keys, self._node.clock, self._node.data
        try:
            async with (
                connected(topology, self._node.me, life.line.url, shown, keys, clock, timers, data) as node,
                running(self._wire(node)) as service,
            ):
                life.running.set_result(service)
                await service.failed
        except Exception as error:
            if not life.line.cut.is_set() and not life.running.done():
                life.running.set_exception(error)
            if not life.line.cut.is_set():
                raise


@dataclass(frozen=True, slots=True)
class Plan:
    """Which services die, how often, and after how many chunks on average; `instances` of every service run at once."""

    seed: int
    victims: frozenset[str] = frozenset()
    deaths: int = 0
    mean: float = 100.0
    instances: int = 1

    def serve(self, kept: dict[tuple[str, str], list[Mortal]]) -> Serve:
        """Starts the services as this plan says, and puts them in `kept` by ZVH and name."""

        async def start(stack: AsyncExitStack, network: Network, node: Node) -> Sequence[AtWork]:
            for name, app in APPS.items():
                kept[node.me, name] = [self._mortal(network, node, name, app, n) for n in range(self.instances)]
            mine = [mortal for (zvh, _), mortals in kept.items() if zvh == node.me for mortal in mortals]
            stack.push_async_callback(_end, mine)
            await asyncio.gather(*(mortal.up() for mortal in mine))
            return mine

        return start

    def _mortal(
        self, network: Network, node: Node, name: str, app: Callable[[Node], ServiceApp], number: int
    ) -> Mortal:
        chance = Random(f"{self.seed}/{node.me}/{name}/{number}")
        dies = self.deaths if name in self.victims else 0
        deaths = [int(chance.expovariate(1 / self.mean)) for _ in range(dies)]
        return Mortal(network, node, app, deaths, chance)


@dataclass(frozen=True, slots=True)
class MortalWorld(World):
    """The world in which services are killed; whoever gets no answer asks again, a command under the same id."""

    mortals: Mapping[tuple[str, str], Sequence[Mortal]] = field(default_factory=dict)

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
        id, nc, who = uuid4(), self.clients[organisation], (organisation, name, case, functionary, data)
        return await self._again(zvh, lambda: client.command(nc, zvh, *who, id=id, patience=PATIENCE, person=person))

    async def ask(self, zvh: str, service: str, view: str, case: UUID) -> dict[str, Any] | Refusal:
        body = {"case": str(case)}
        return await self._again(
            zvh, lambda: client.ask(self.clients[zvh], zvh, zvh, service, view, body, patience=PATIENCE)
        )

    async def fire(self, zvh: str, service: str, case: UUID, timer: str) -> None:
        for mortal in self.mortals[zvh, service]:  # each of them hears of a timer that is due
            await mortal.does(lambda running: _fired(running, case, timer))

    async def _again(self, zvh: str, give: Callable[[], Awaitable[T]]) -> T:
        async with asyncio.timeout(IN_THE_END):
            while True:
                with suppress(Unanswered):
                    return await give()
                await asyncio.gather(*(m.up() for (at, _), found in self.mortals.items() if at == zvh for m in found))


async def _end(mortals: Sequence[Mortal]) -> None:
    await asyncio.gather(*(mortal.end() for mortal in mortals))


PATIENCE = 1.0
"""Seconds to wait for an answer: far more than it takes, and soon again where nobody is left to answer."""

IN_THE_END = 300.0
"""Seconds in which somebody answers, however often who would is killed, on a machine with far too much to do."""


async def _fired(running: RunningService, case: UUID, timer: str) -> None:
    assert running.app.reactor is not None
    await running.app.reactor.fire(case, timer)
