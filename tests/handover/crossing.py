"""A case stream of which the test is the sender, so that it can send what no honest ZVH would."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from handover.moving import Zvh

from levensloop.contracts import subjects
from levensloop.contracts.recorded import fingerprint
from levensloop.handover import wire
from levensloop.handover.manifest import Link
from levensloop.handover.policies import handover_policies
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import connected
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes.network import Network
from support.samples.inclusion import move_announced
from support.samples.plan import review_held
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM
from support.waiting import eventually


def chained(subject: str, bodies: Sequence[bytes]) -> list[NewMessage]:
    """As an honest sender would send these."""
    link, messages = Link(), []
    for body in bodies:
        link = link.then(fingerprint(body))
        messages.append(wire.message(subject, body, link))
    return messages


@dataclass
class Crossing:
    """A case stream from Haaglanden to Rotterdam, of which the test is the sender."""

    here: Zvh
    there: Zvh
    case: UUID
    bodies: list[bytes]

    @property
    def subject(self) -> str:
        return subjects.move(ROTTERDAM, self.case, 1)

    @property
    def arrived(self) -> str:
        return subjects.arrived(HAAGLANDEN, self.subject)

    def chained(self, bodies: Sequence[bytes]) -> list[NewMessage]:
        return chained(self.subject, bodies)

    async def send(self, messages: Sequence[NewMessage]) -> None:
        """Send them, let them arrive, and let Rotterdam do with them what it does."""
        await self.here.node.store(subjects.move_stream(HAAGLANDEN)).append(messages)
        arrived = self.there.node.store(subjects.arrivals_stream(ROTTERDAM))

        async def all_there() -> bool:
            return len(await arrived.load(self.arrived)) == len(messages)

        await eventually(all_there, "the case stream arrived")
        await take_in(self.there)

    async def put_aside(self) -> list[Any]:
        letters = await self.there.node.dead.of("handover", "arrivals")
        return [letter for letter in letters if letter.origin.subject == self.arrived]

    async def taken(self) -> list[bytes]:
        return [message.data for message in await self.there.logged(self.case)]


async def take_in(zvh: Zvh) -> None:
    """Let a ZVH do with all that arrived what it does."""
    _, policy = handover_policies(zvh.node)
    runner = PolicyRunner(policy, zvh.node.dead, Retry(attempts=1, first_pause=0))
    running = asyncio.create_task(runner.run())
    try:
        await asyncio.wait_for(runner.caught_up(), 15)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def crossing(network: Network) -> AsyncIterator[Crossing]:
    """A case in Haaglanden's log, announced, with three reviews after that; nothing of it was sent."""
    async with AsyncExitStack() as stack:
        here, there = [Zvh(await stack.enter_async_context(node_of(network, zvh))) for zvh in (HAAGLANDEN, ROTTERDAM)]
        case = await here.begin()
        log = here.node.log
        happens = [move_announced(NOW), *(review_held(NOW, NOW.date() + timedelta(days=day)) for day in (1, 2, 3))]
        await log.store.append(log.messages(await log.load(case), happens))
        yield Crossing(here, there, case, [message.data for message in await here.logged(case)])


def node_of(network: Network, zvh: str) -> Any:
    return connected(network.topology, zvh, network.url(zvh), network.credentials(zvh), VirtualClock(NOW), VirtualTimers())


def edited(body: bytes, **change: Any) -> bytes:
    return json.dumps({**json.loads(body), **change}).encode()
