"""Two ZVHs at work with every service over their own timers, partners' own nodes beside them, and what lies on all their disks."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from handover.moving import Zvh

from levensloop.contracts import subjects
from levensloop.contracts.admission import INFORMATION_COORDINATOR, PROCESS_DIRECTOR
from levensloop.contracts.answer import Answer
from levensloop.contracts.categories import Category
from levensloop.contracts.commands.retention import DestroyCase
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.copies import watching_copies
from levensloop.infra.messaging.dead_letters import ORIGIN_SUBJECT
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.messaging.timers import JetStreamTimers, VirtualTimers, moment_of
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.directory import directory_of
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.stored_ring import StoredRing
from levensloop.retention.policies import retention_policies
from levensloop.zvh.services import APPS
from support.disk import files_in
from support.samples.world import CHAIR, NOW
from support.sealed import leaves
from support.waiting import PATIENCE, eventually

DONE = "De zaak is afgedaan."
WORKED = (
    subjects.log_stream,
    subjects.out_stream,
    subjects.move_stream,
    subjects.arrivals_stream,
    subjects.timers_stream,
    subjects.dead_stream,
)


class Worker(Zvh):
    """A ZVH with every service at work."""

    def __init__(self, node: Node, network: Network) -> None:
        super().__init__(node)
        self._network = network

    async def give(self, case: UUID, command: CommandData, by: str | None = None) -> Answer:
        """As any organisation, over a connection of its own; as people do again, under the same id, where nobody answers: a service that
        has just started is known across the hub a moment later."""
        who, id, data = by or self.id, uuid4(), command.model_dump(mode="json")
        nc = await self._network.connect(who)
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    try:
                        return await client.command(nc, self.id, who, command.wire_name(), case, CHAIR, data, id=id)
                    except client.Unanswered:
                        await asyncio.sleep(0.05)
        finally:
            await nc.close()

    async def start(self) -> None:
        self._services = AsyncExitStack()
        self.running = [await self._services.enter_async_context(running(app(self.node))) for app in APPS.values()]

    async def settled(self) -> None:
        """Until a whole round leaves every stream as it was: what one service does gives another something to do."""
        was = None
        while was != (now := await ends(self.node)):
            was = now
            for service in self.running:
                await service.caught_up()

    async def copied(self, stream: str, subject: str, to: str) -> None:
        """Wait until all of this subject is confirmed by who copies it."""
        js, last = self.node.nc.jetstream(), await self.node.store(stream).last(subject)

        async def confirmed() -> bool:
            floor = (await js.consumer_info(stream, to)).ack_floor
            return last is None or (floor is not None and floor.stream_seq >= last.seq)

        await eventually(confirmed, f"{to} has all of {subject}")

    async def proofs(self) -> list[dict[str, Any]]:
        answer = await client.ask(self.node.nc, self.id, self.id, "retention", "proofs", {}, PATIENCE)
        assert isinstance(answer, dict), answer
        return list(answer["proofs"])

    async def fires(self) -> list[str]:
        """Every timer that is due by now goes off once; which they were."""
        timers, clock = self.node.timers, self.node.clock
        assert isinstance(timers, VirtualTimers)
        reactors = {service.app.name: service.app.reactor for service in self.running}
        fired = []
        while due := timers.first_due(clock.now()):
            timers.take(due)
            service, case, name = due[:3]
            reactor = reactors[service]
            assert reactor is not None
            if await reactor.fire(case, name):
                fired.append(f"{service}/{name}")
        await self.settled()
        return fired

    async def destroys(self, case: UUID, *deciders: str) -> None:
        """At least two public participants decide it, nobody withdraws it, and its term is over."""
        await self.does(case, DestroyCase(reason=DONE, deciders=deciders), by=deciders[0])
        clock, reactor = self.node.clock, next(s.app.reactor for s in self.running if s.app.name == "retention")
        assert isinstance(clock, VirtualClock)
        assert reactor is not None
        clock.advance(clock.now() + timedelta(days=30))
        assert await reactor.fire(case, "announced"), "nothing is destroyed"

    async def agenda(self) -> list[dict[str, Any]]:
        answer = await client.ask(self.node.nc, self.id, self.id, "retention", "agenda", {}, PATIENCE)
        assert isinstance(answer, dict), answer
        return list(answer["rows"])

    async def until_proof(self, holds: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """The first proof of which this holds."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    for proof in await self.proofs():
                        if holds(proof):
                            return proof
                    await asyncio.sleep(0.05)
        except TimeoutError as error:
            raise AssertionError(f"{self.id} never: {what}; it has {await self.proofs()}") from error


@asynccontextmanager
async def working(network: Network, me: str, clock: VirtualClock | None = None) -> AsyncIterator[Worker]:
    topology, shown, timers = network.topology, network.credentials(me), VirtualTimers()
    clock = clock or VirtualClock(NOW)
    async with connected(
        topology, me, network.url(me), shown, network.keys, clock, timers, network.directory / me / "own"
    ) as node:
        zvh = Worker(node, network)
        await zvh.start()
        try:
            yield zvh
        finally:
            await zvh.stop()


async def ends(node: Node) -> list[int]:
    """How far each stream of a ZVH is that services work from or to."""
    return [await node.store(of(node.me)).last_seq() for of in WORKED]


async def quiet(*zvhs: Worker) -> None:
    """Until nothing is under way at these ZVHs any more, nor between them."""
    was = None
    while was != (now := [await ends(zvh.node) for zvh in zvhs]):
        was = now
        for zvh in zvhs:
            for other in zvhs:
                if other is not zvh:
                    await zvh.copied(subjects.move_stream(zvh.id), f"move.{other.id}.>", other.id)
            await zvh.settled()


@asynccontextmanager
async def own_node(network: Network, partner: str) -> AsyncIterator[None]:
    """A partner's node at work."""
    (zvh, *_), directory = network.topology.zvhs_of(partner), directory_of(network.topology)
    async with watching_copies(network.url(partner), network.credentials(partner), partner, zvh, directory):
        yield


def on_disk(network: Network) -> dict[str, bytes]:
    """Whose server → all bytes of all files in its store."""
    return {node.name: b"".join(files_in(network.directory / node.name).values()) for node in network.topology.nodes}


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody who knew a case would search for: what was recorded about people in it, and its ciphertexts, those of its keys
    and the moments of its timers too."""

    plain: frozenset[bytes]
    cipher: frozenset[bytes]

    def found(self, disks: Mapping[str, bytes]) -> set[tuple[str, str]]:
        return {
            (whose, what)
            for whose, content in disks.items()
            for what, texts in (("plain", self.plain), ("cipher", self.cipher))
            if any(text in content for text in texts)
        }

    def nowhere(self, disks: Mapping[str, bytes]) -> set[bytes]:
        """The ciphertexts that are on no disk."""
        return {text for text in self.cipher if not any(text in content for content in disks.values())}


async def known_of(nodes: list[Node], inboxes: list[EventStore], case: UUID) -> Known:
    """All that these streams hold of the case, by the texts and ciphertexts in it."""
    plain, cipher = set[bytes](), set[bytes]()
    for node in nodes:
        events, stored = (await node.log.load(case)).events, await node.log.store.load(subjects.case_events(case))
        clear = b"".join(message.data for message in stored)
        plain |= {form for recorded in events for form in _written(recorded.event) if form not in clear}
        me = node.me
        for stream in (
            subjects.log_stream(me),
            subjects.out_stream(me),
            subjects.move_stream(me),
            subjects.arrivals_stream(me),
            subjects.dead_stream(me),
            subjects.timers_stream(me),
        ):
            cipher |= set(await _cipher(node.store(stream), case))
        cipher |= {key for use in (Use.FIELDS, Use.OUT) for key in await wrapped(node, case, use)}
    for inbox in inboxes:
        cipher |= set(await _cipher(inbox, case))
    assert len(plain) > 20
    assert len(cipher) > 50
    return Known(frozenset(plain), frozenset(cipher))


async def wrapped(node: Node, case: UUID, use: Use = Use.FIELDS) -> set[bytes]:
    """The keys of the case, as they lie on the disk."""
    rings = await node.store(subjects.keys_stream(node.me)).load(subjects.key(use, case, "*"))
    return {key.wrapped.encode() for ring in rings for key in StoredRing.model_validate_json(ring.data).keys}


DISTINCT = 8
"""Characters from which on a word stands for itself. A shorter one, one from a list (how serious, which kind), a number, a yes or no, a
day on which something was done too, and the offices that the law names stand on a disk for other reasons. That these too are sealed in
every event, and in no file in clear, is tested in `secrecy/fields` and `secrecy/marked`."""
OFFICES = frozenset({PROCESS_DIRECTOR, INFORMATION_COORDINATOR})


def _written(event: DomainEvent) -> Iterator[bytes]:
    """What is in its fields about a person that is a text or a day by which it can be told: as it is, and as JSON may have it."""
    for category, content in leaves(event).values():
        for item in content if isinstance(content, tuple) else (content,):
            if category is Category.PROCESS or isinstance(item, Enum) or item in OFFICES:
                continue
            if isinstance(item, date):
                yield item.isoformat().encode()
            elif isinstance(item, str) and (" " in item or len(item) >= DISTINCT):
                yield from {item.encode(), json.dumps(item)[1:-1].encode()}


async def put_aside(zvh: Worker, case: UUID) -> None:
    """What a policy could not handle of the case."""
    policies = {policy.name: policy for policy in retention_policies(zvh.node)}
    await zvh.node.dead.put(policies["finishing"], (await zvh.logged(case))[0], ValueError("x"))


async def timed(zvh: Worker, case: UUID, due: datetime) -> None:
    """A timer of the case in the stream, due then (whole seconds); those of its services are virtual."""

    async def wanted() -> Mapping[str, datetime]:
        return {"of-a-test": due}

    await JetStreamTimers(zvh.node.store(subjects.timers_stream(zvh.id))).keep("plan", case, wanted)


async def _cipher(store: EventStore, case: UUID) -> list[bytes]:
    """The ciphertext of each field, and the last part of each letter, of each message of the case; of a timer when it is due."""
    found: list[bytes] = []
    async for message in store.replay(">"):
        of = message.headers.get(ORIGIN_SUBJECT, message.subject)
        if str(case) not in of or of.startswith(("account.", "position.")):
            continue
        if (due := moment_of(message)) is not None:
            found.append(f"@at {due:%Y-%m-%dT%H:%M:%SZ}".encode())
            continue
        try:
            found += [text.encode() for text in _sealed(json.loads(message.data))]
        except ValueError:
            found.append(message.data[-80:])
    return found


def _sealed(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "sealed":
                yield value
            else:
                yield from _sealed(value)
    elif isinstance(content, list):
        for item in content:
            yield from _sealed(item)
