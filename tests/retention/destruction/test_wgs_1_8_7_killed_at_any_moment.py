"""WGS-1.8-7: a destruction that is killed at any moment and run again ends as one that was not."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest
from retention.world import Known, Worker, ends, known_of, on_disk, working, wrapped

from levensloop.contracts import subjects
from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.contracts.decision import system
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.contracts.retention import DestructionGround
from levensloop.disclosure.policies import disclosure_policies
from levensloop.handover.policies import handover_policies
from levensloop.infra.eventstore import append
from levensloop.infra.eventstore.stream import Stream
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.runner import PolicyRunner
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Use
from levensloop.retention.policies import retention_policies
from support.messaging import log_given
from support.samples.world import HAAGLANDEN, NOW

NUMBER = UUID("11111111-2222-4333-8444-555555555555")


class Killed(Exception):
    """The process is gone; what it had not sent, nobody gets."""


class Writes:
    """Lets so many writes through, to any stream, and then none: a process that is killed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ask, self._send = Stream.ask, append._send
        self.left: int | None = None

        async def ask(stream: Stream, verb: str, body: object = None) -> dict[str, Any]:
            if verb.startswith("STREAM.MSG.DELETE"):
                self._spend()
            return await self._ask(stream, verb, body)

        async def send(*arguments: Any) -> Any:
            self._spend()
            return await self._send(*arguments)

        monkeypatch.setattr(Stream, "ask", ask)
        monkeypatch.setattr(append, "_send", send)

    def _spend(self) -> None:
        if self.left is not None:
            if self.left == 0:
                raise Killed
            self.left -= 1


@asynccontextmanager
async def policies_of(node: Node) -> AsyncIterator[list[Policy]]:
    yield [*disclosure_policies(node), *handover_policies(node), *retention_policies(node)]


async def run(node: Node, policies: Sequence[Policy]) -> None:
    """Until a whole round leaves every stream as it was: what one does may give another something. Raises `Killed`."""
    was = None
    while was != (now := await ends(node)):
        was = now
        runners = [PolicyRunner(policy, node.dead) for policy in policies]
        tasks = [asyncio.create_task(runner.run()) for runner in runners]
        try:
            waits = [asyncio.create_task(runner.caught_up()) for runner in runners]
            done = asyncio.gather(*waits)
            await asyncio.wait([done, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    task.result()
            await done
        finally:
            await cancel([*tasks, *waits])
            await asyncio.gather(*tasks, *waits, done, return_exceptions=True)  # seen, whatever it was


async def closed_case(zvh: Worker) -> tuple[UUID, Known]:
    case = await zvh.begin()
    await zvh.does(case, RecordDeath(died_on=NOW.date()))
    await zvh.settled()
    return case, await known_of([zvh.node], [], case)


async def test_wgs_1_8_7_killed_at_every_write(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    async with working(network, HAAGLANDEN) as zvh:
        case, known = await closed_case(zvh)
        other, kept = await closed_case(zvh)
        node = zvh.node
        await zvh.stop()
        before = len((await node.log.load(other)).events)
        order = DestructionOrdered(
            at=NOW, by=system(HAAGLANDEN), destruction=NUMBER, ground=DestructionGround.NO_LONGER_NEEDED
        )
        await log_given(node, case, order)
        writes, killed = Writes(monkeypatch), 0
        while True:
            writes.left = killed % 12
            try:
                async with policies_of(node) as policies:
                    await run(node, policies)
                break
            except Killed:
                killed += 1
            assert killed < 500
        assert killed > 10
        writes.left = None
        async with policies_of(node) as policies:
            await run(node, policies)

        (left,) = (await node.log.load(case)).events
        assert isinstance(left.event, CaseDestroyed)
        assert left.event.entries > 20, "counted before the first of them went"
        disk = {HAAGLANDEN: on_disk(network)[HAAGLANDEN]}
        assert known.found(disk) == set()
        assert kept.found(disk) == {(HAAGLANDEN, "cipher")}
        assert len((await node.log.load(other)).events) == before
        assert await node.dead.of() == []
        await zvh.start()
        (proof,) = await zvh.proofs()
        assert proof["number"] == str(NUMBER)
        assert [p["entries"] for p in proof["places"] if p["destroyed"]] == [left.event.entries]


async def test_wgs_1_8_7_the_keys_go_first(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first ciphertext goes no key of it is left: whatever stops the rest, nobody reads it any more."""
    async with working(network, HAAGLANDEN) as zvh:
        case, _ = await closed_case(zvh)
        node = zvh.node
        await zvh.stop()
        assert await wrapped(node, case)
        order = DestructionOrdered(
            at=NOW, by=system(HAAGLANDEN), destruction=NUMBER, ground=DestructionGround.NO_LONGER_NEEDED
        )
        await log_given(node, case, order)
        ask, left = Stream.ask, list[set[bytes]]()

        async def watched(stream: Stream, verb: str, body: object = None) -> dict[str, Any]:
            if verb.startswith("STREAM.MSG.DELETE") and stream.name != subjects.keys_stream(HAAGLANDEN):
                left.append(await wrapped(node, case) | await wrapped(node, case, Use.OUT))
            return await ask(stream, verb, body)

        monkeypatch.setattr(Stream, "ask", watched)
        async with policies_of(node) as policies:
            await run(node, policies)

        assert len(left) > 20
        assert left[0] == set(), "later on there is the key of the tombstone"
        await zvh.start()
