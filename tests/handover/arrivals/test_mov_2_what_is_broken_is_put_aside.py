"""MOV-2: of a case stream with anything wrong in it, nothing from there on enters the log; it waits among the dead letters."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from handover.moving import Zvh
from nodes.trying import eventually

from levensloop.contracts import subjects
from levensloop.contracts.codec import NewerEventVersion
from levensloop.contracts.events.handover import CaseStreamReceived
from levensloop.contracts.recorded import fingerprint, read
from levensloop.handover import arrivals, wire
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

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT = 5
"""Where it goes wrong: so many messages before it are good."""


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

    def chained(self, bodies: Sequence[bytes]) -> list[NewMessage]:
        """As an honest sender would send these."""
        link, messages = Link(), []
        for body in bodies:
            link = link.then(fingerprint(body))
            messages.append(wire.message(self.subject, body, link))
        return messages

    async def send(self, messages: Sequence[NewMessage]) -> None:
        """Send them, let them arrive, and let Rotterdam do with them what it does."""
        await self.here.node.store(subjects.move_stream(HAAGLANDEN)).append(messages)
        arrived = self.there.node.store(subjects.arrivals_stream(ROTTERDAM))

        async def all_there() -> bool:
            return len(await arrived.load(self.subject)) == len(messages)

        await eventually(all_there, "the case stream arrived")
        _, policy = handover_policies(self.there.node)
        runner = PolicyRunner(policy, self.there.node.dead, Retry(attempts=1, first_pause=0))
        running = asyncio.create_task(runner.run())
        await asyncio.wait_for(runner.caught_up(), 15)
        running.cancel()

    async def put_aside(self) -> list[Any]:
        letters = await self.there.node.dead.of("handover", "arrivals")
        return [letter for letter in letters if letter.origin.subject == self.subject]

    async def taken(self) -> list[bytes]:
        return [message.data for message in await self.there.logged(self.case)]


@asynccontextmanager
async def crossing(network: Network) -> AsyncIterator[Crossing]:
    async with AsyncExitStack() as stack:
        here, there = [Zvh(await stack.enter_async_context(_node(network, zvh))) for zvh in (HAAGLANDEN, ROTTERDAM)]
        case = await here.begin()
        log = here.node.log
        await log.store.append(log.messages(await log.load(case), [move_announced(NOW)]))
        yield Crossing(here, there, case, [message.data for message in await here.logged(case)])


def _node(network: Network, zvh: str) -> Any:
    return connected(network.topology, zvh, network.url(zvh), network.seed(zvh), VirtualClock(NOW), VirtualTimers())


def edited(body: bytes, **change: Any) -> bytes:
    return json.dumps({**json.loads(body), **change}).encode()


def at(c: Crossing, body: bytes) -> list[NewMessage]:
    """With another body there, and a chain that fits it."""
    return c.chained([*c.bodies[:AT], body, *c.bodies[AT + 1 :]])


def omitted(c: Crossing) -> list[NewMessage]:
    return [m for index, m in enumerate(c.chained(c.bodies)) if index != AT]


def swapped(c: Crossing) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:AT], good[AT + 1], good[AT], *good[AT + 2 :]]


def changed(c: Crossing) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:AT], replace(good[AT], data=good[AT].data + b" "), *good[AT + 1 :]]


def repeated(c: Crossing) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:AT], good[AT - 1], *good[AT:]]


def unnumbered(c: Crossing) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:AT], replace(good[AT], headers={}), *good[AT + 1 :]]


def renumbered(c: Crossing) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:AT], replace(good[AT], headers={**good[AT].headers, "Levensloop-Count": "99"}), *good[AT + 1 :]]


def of_another_case(c: Crossing) -> list[NewMessage]:
    return at(c, edited(c.bodies[AT], subject=str(uuid4())))


def of_a_newer_version(c: Crossing) -> list[NewMessage]:
    return at(c, edited(c.bodies[AT], type=json.loads(c.bodies[AT])["type"].replace(".v1", ".v2")))


def of_an_unknown_kind(c: Crossing) -> list[NewMessage]:
    return at(c, edited(c.bodies[AT], type="nl.levensloopaanpak.something-else.v1"))


def no_event(c: Crossing) -> list[NewMessage]:
    return at(c, b"{")


def as_if_recorded_here(c: Crossing) -> list[NewMessage]:
    source = json.loads(c.bodies[AT])["source"].replace(HAAGLANDEN, ROTTERDAM)
    return at(c, edited(c.bodies[AT], source=source, id=str(uuid4())))


def changed_under_the_same_id(c: Crossing) -> list[NewMessage]:
    return at(c, edited(c.bodies[AT - 1], time="2026-01-01T00:00:00Z"))


DAMAGES = [
    omitted,
    swapped,
    changed,
    repeated,
    unnumbered,
    renumbered,
    of_another_case,
    of_a_newer_version,
    of_an_unknown_kind,
    no_event,
    as_if_recorded_here,
    changed_under_the_same_id,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
async def test_mov_2_nothing_from_there_on_is_taken_in(
    network: Network, damage: Callable[[Crossing], list[NewMessage]]
) -> None:
    async with crossing(network) as c:
        messages = damage(c)
        await c.send(messages)

        assert await c.taken() == c.bodies[:AT], "what came before it, and no receipt"
        letters = await c.put_aside()
        assert [letter.origin.data for letter in letters] == [message.data for message in messages[AT:]]
        assert all(" " in letter.reason for letter in letters), "each says why, in words"


async def test_mov_2_an_honest_stream_is_taken_in_and_confirmed_once(network: Network) -> None:
    async with crossing(network) as c:
        await c.send(c.chained(c.bodies))

        *taken, receipt = await c.taken()
        assert taken == c.bodies
        said = read(receipt, 0).event
        assert isinstance(said, CaseStreamReceived)
        assert said.count == len(c.bodies)
        assert await c.put_aside() == []


async def test_mov_2_of_several_that_wait_only_the_last_is_confirmed(network: Network) -> None:
    async with crossing(network) as c:
        for day in (1, 2, 3):
            await c.here.node.log.store.append(
                c.here.node.log.messages(
                    await c.here.node.log.load(c.case), [review_held(NOW, NOW.date() + timedelta(days=day))]
                )
            )
        bodies = [message.data for message in await c.here.logged(c.case)]

        await c.send(c.chained(bodies))

        *taken, receipt = await c.taken()
        assert taken == bodies
        said = read(receipt, 0).event
        assert isinstance(said, CaseStreamReceived)
        assert said.count == len(bodies)


async def test_mov_2_once_the_software_knows_the_version_what_waited_is_taken_in(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with crossing(network) as c:

        def older_software(body: bytes, position: int) -> Any:
            if body == c.bodies[AT]:
                raise NewerEventVersion("Dit is nieuwer dan hier bekend is. Werk de software bij.")
            return read(body, position)

        with monkeypatch.context() as older:
            older.setattr(arrivals, "read", older_software)
            await c.send(c.chained(c.bodies))
        assert await c.taken() == c.bodies[:AT]
        letters = await c.put_aside()
        assert "Werk de software bij" in letters[0].reason

        _, policy = handover_policies(c.there.node)
        for letter in letters:
            await c.there.node.dead.replay(letter, policy)

        assert (await c.taken())[: len(c.bodies)] == c.bodies
        assert isinstance((await c.there.events(c.case))[-1].event, CaseStreamReceived)
        assert await c.put_aside() == []


async def test_mov_5_nobody_writes_into_a_case_that_this_zvh_directs(network: Network) -> None:
    async with crossing(network) as c:
        case = await c.there.begin()
        own = await c.there.logged(case)
        stolen = [edited(body, subject=str(case)) for body in c.bodies]

        await replace(c, case=case).send(replace(c, case=case).chained(stolen))

        assert await c.there.logged(case) == own
        assert len(await replace(c, case=case).put_aside()) == len(stolen)
