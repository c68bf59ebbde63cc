"""The services of a ZVH as real processes, killed with SIGKILL while a case goes on: recorded and disclosed is the same.

On the machine's own clock: of the played case, what people do on the first day of it, one after the other, as it is in the file.
"""

import asyncio
import shutil
from bisect import bisect_left
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.disclosure.account import AccountRecord
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.letters import own_letter
from levensloop.infra.secrecy.vault import read_closed
from levensloop.play.case_file import Step, load_case_file
from levensloop.zvh.services import APPS
from support.disturbed import CASES
from support.processes import Service, written
from support.samples.world import HAAGLANDEN
from support.waiting import PATIENCE

Marks = tuple[int, ...]

STEPS = 16
KILLS = 6


@dataclass(frozen=True)
class Lived:
    """What came of each command; what each led to in the log, and to every organisation, in whatever order services that do not wait for
    one another came by; what was put aside."""

    answers: Sequence[Any]
    log: Sequence[Sequence[str]]
    out: Mapping[str, Sequence[Sequence[str]]]
    dead: int


async def test_whatever_is_killed_the_outcome_is_the_same(seed: int, tmp_path: Path) -> None:
    alone = await _lived(tmp_path / "undisturbed", None)
    killed = await _lived(tmp_path / "killed", Random(seed))

    assert sum(map(len, alone.log)) > STEPS
    assert killed == alone
    assert killed.dead == 0


async def _lived(home: Path, chance: Random | None) -> Lived:
    file = load_case_file(CASES / "casus-8.yaml")
    steps = [step for step in file.steps if step.command is not None and step.zvh == HAAGLANDEN][:STEPS]
    async with running(load_topology(file.topology), home) as network, _at_work(network, home) as services:
        nc = await network.connect(HAAGLANDEN)
        try:
            doomed = sorted(chance.sample(range(1, len(steps)), KILLS)) if chance else []
            answers, marks = [], list[Marks]()
            for number, step in enumerate(steps):
                giving = asyncio.create_task(_given(network, step, file.case_ids[step.case or ""]))
                if chance and number in doomed:
                    await _kill_one(services, chance)
                answers.append(await giving)
                marks.append(await _quiet(nc, services))
            return await _seen(nc, answers, marks)
        finally:
            await nc.close()
            await asyncio.to_thread(shutil.rmtree, home, ignore_errors=True)


async def _quiet(nc: Client, services: Sequence[Service]) -> Marks:
    """Wait until nothing leads to anything more: what one service does may be work for another. How far log and outbox are then."""
    streams = [EventStore(nc, of(HAAGLANDEN)) for of in (subjects.log_stream, subjects.out_stream)]
    before: Marks = ()
    while before != (now := tuple([await stream.last_seq() for stream in streams])):
        before = now
        for service in services:
            await service.done(nc)
    return now


@asynccontextmanager
async def _at_work(network: Network, home: Path) -> AsyncIterator[list[Service]]:
    services = [Service(name, HAAGLANDEN, written(network, home / "topology.yaml"), network.keys) for name in APPS]
    async with AsyncExitStack() as stack:
        for service in services:
            await service.start()
            stack.push_async_callback(service.kill)
        yield services


async def _kill_one(services: Sequence[Service], chance: Random) -> None:
    """At a moment while a command is given and what follows from it is done."""
    victim = chance.choice(services)
    await asyncio.sleep(chance.random() * 0.03)
    await victim.kill()
    await victim.start()


async def _given(network: Network, step: Step, case: UUID) -> Any:
    """Given until there is an answer, under one id; the answer without ids."""
    assert step.by is not None
    assert step.command is not None
    number, by = uuid4(), step.by
    nc = await network.connect(by.organisation)
    try:
        async with asyncio.timeout(2 * PATIENCE):
            while True:
                try:
                    answer = await client.command(
                        nc,
                        HAAGLANDEN,
                        by.organisation,
                        step.command,
                        case,
                        by.functionary,
                        step.data,
                        id=number,
                        patience=0.5,
                    )
                except Unanswered:
                    await asyncio.sleep(0.02)  # the service is being started
                else:
                    return _told(answer)
    finally:
        await nc.close()


def _told(answer: Answer) -> Any:
    return answer.refusal.rule if answer.refusal else [event.type for event in answer.events]


async def _seen(nc: Client, answers: Sequence[Any], marks: Sequence[Marks]) -> Lived:
    ends = [[mark[stream] for mark in marks] for stream in (0, 1)]
    logged = await EventStore(nc, subjects.log_stream(HAAGLANDEN)).load(subjects.ALL_EVENTS)
    outbox = EventStore(nc, subjects.out_stream(HAAGLANDEN))
    sent, accounts = await outbox.load(subjects.out("*", "*")), await outbox.load(subjects.account("*"))
    records = {record.id: record for m in accounts for record in (AccountRecord.model_validate_json(m.data),)}
    dead = await EventStore(nc, subjects.dead_stream(HAAGLANDEN)).load(subjects.dead("*", "*"))
    out: dict[str, list[tuple[int, str]]] = {}
    for message in sent:
        record = records[own_letter(message.data).address.message]
        out.setdefault(message.subject.split(".")[1], []).append((message.seq, record.event_type))
    log = [(m.seq, type(read_closed(m.data, m.seq).event).wire_name()) for m in logged]
    return Lived(
        answers, _by_step(log, ends[0]), {to: _by_step(found, ends[1]) for to, found in out.items()}, len(dead)
    )


def _by_step(found: Sequence[tuple[int, str]], ends: Sequence[int]) -> Sequence[Sequence[str]]:
    """What came up to each of these ends, and after the one before it."""
    steps: list[list[str]] = [[] for _ in ends]
    for seq, name in found:
        steps[bisect_left(ends, seq)].append(name)
    return [sorted(step) for step in steps]
