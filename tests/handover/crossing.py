"""A case stream of which the test is the sender, so that it can send what no honest ZVH would."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from handover.moving import Zvh

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import fingerprint
from levensloop.handover import wire
from levensloop.handover.manifest import Link
from levensloop.handover.policies import handover_policies
from levensloop.handover.sealed import Seal, address_at
from levensloop.handover.travelling import TravellingKeys
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.case_log import CaseHistory
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import connected
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Ring, Scope, Use
from levensloop.infra.secrecy.sealing import kids_of
from support.policy_world import at_work
from support.samples.handover import answered, presented, released
from support.samples.inclusion import move_announced
from support.samples.plan import review_held
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM
from support.waiting import PATIENCE, eventually


def seal_of(zvh: Zvh) -> Seal:
    """What this ZVH closes and opens with."""
    return Seal(zvh.id, zvh.node.own, zvh.node.directory)


def chained(by: Zvh, subject: str, bodies: Sequence[bytes]) -> list[NewMessage]:
    """As an honest sender would send these."""
    link, messages = Link(), []
    for body in bodies:
        link = link.then(fingerprint(body))
        messages.append(wire.message(subject, seal_of(by).close(body, subject, link, NOW), link))
    return messages


async def with_keys(by: Zvh, subject: str, bodies: Sequence[bytes]) -> list[NewMessage]:
    """As `chained`, each with those keys that the sender has of it, as it would send them."""
    found, link = [], Link()
    known = await by.node.vault.keys.to_decrypt(UUID(subjects.case_of(subject)), Use.FIELDS, ())
    for message, body in zip(chained(by, subject, bodies), bodies, strict=True):
        link = link.then(fingerprint(body))
        kids = {kid for kid in kids_of(body) if known.knows(kid)}
        parcel = await TravellingKeys(by.node).parcel(address_at(by.id, subject, link, NOW), kids)
        found.append(replace(message, headers={**message.headers, "Levensloop-Keys": parcel.decode()}))
    return found


@dataclass
class Crossing:
    """A case stream from Haaglanden to Rotterdam, of which the test is the sender."""

    here: Zvh
    there: Zvh
    case: UUID
    bodies: list[bytes]
    known: list[bytes]
    """What the receiver has already: who moves, and its own answer (MOV-1)."""

    @property
    def fresh(self) -> list[bytes]:
        """What is new to the receiver, in order."""
        return [body for body in self.bodies if body not in self.known]

    @property
    def subject(self) -> str:
        return subjects.move(ROTTERDAM, self.case, 1)

    @property
    def arrived(self) -> str:
        return subjects.arrived(HAAGLANDEN, self.subject)

    def chained(self, bodies: Sequence[bytes]) -> list[NewMessage]:
        return chained(self.here, self.subject, bodies)

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
        """What it took in since."""
        return [message.data for message in (await self.there.logged(self.case))][len(self.known) :]


async def take_in(zvh: Zvh) -> None:
    """Let a ZVH do with all that arrived what it does."""
    _, policy = handover_policies(zvh.node)
    runner = PolicyRunner(policy, zvh.node.dead, Retry(attempts=1, first_pause=0))
    async with at_work(runner), asyncio.timeout(PATIENCE):
        await runner.caught_up()


def _logged(case: UUID, body: bytes, event: DomainEvent) -> NewMessage:
    return NewMessage(subjects.event(type(event), case), body)


async def keys_given(by: Zvh, to: Zvh, case: UUID) -> None:
    """All keys that a ZVH has of a case, to another, by who has both in hand: how keys travel is not what is tried here."""
    for organisation, ring in (await by.node.vault.keys.to_decrypt(case, Use.FIELDS, ())).rings.items():
        await to.node.vault.keys.take_over(Scope(Use.FIELDS, case, organisation), Ring(ring.keys))


@asynccontextmanager
async def crossing(network: Network) -> AsyncIterator[Crossing]:
    """A case in Haaglanden's log, announced and released, with three reviews after that; Rotterdam said no hit, and nothing of the
    case was sent."""
    async with AsyncExitStack() as stack:
        here, there = [Zvh(await stack.enter_async_context(node_of(network, zvh))) for zvh in (HAAGLANDEN, ROTTERDAM)]
        case = await here.begin()
        log = here.node.log
        asked, other = there.node.log, await log.messages(await log.load(case), [move_announced(NOW), presented()])
        await log.store.append(other)
        known = [(await here.logged(case))[-1].data]
        said = (await asked.messages(CaseHistory(case, ()), [answered()]))[0].data
        await keys_given(here, there, case)
        await keys_given(there, here, case)
        await asked.store.append([_logged(case, known[0], presented()), _logged(case, said, answered())])
        reviews = [review_held(NOW, NOW.date() + timedelta(days=day)) for day in (1, 2, 3)]
        await log.store.append([_logged(case, said, answered())])
        await log.store.append(await log.messages(await log.load(case), [released(), *reviews]))
        bodies = [message.data for message in await here.logged(case)]
        await keys_given(here, there, case)
        yield Crossing(here, there, case, bodies, [known[0], said])


def node_of(network: Network, zvh: str) -> Any:
    return connected(
        network.topology,
        zvh,
        network.url(zvh),
        network.credentials(zvh),
        network.keys,
        VirtualClock(NOW),
        VirtualTimers(),
    )


def edited(body: bytes, **change: Any) -> bytes:
    return json.dumps({**json.loads(body), **change}).encode()
