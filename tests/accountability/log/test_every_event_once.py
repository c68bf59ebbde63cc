"""WGS-1.8-4: every message that operates has its record, once, in order, whenever the service is cut off and however many run."""

import asyncio
import dataclasses
import random
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from levensloop.audit.log.grower import Grower
from levensloop.audit.policies import audit_policies
from levensloop.audit.records.operations import OPERATIONS
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.envelope import source_of
from levensloop.contracts.event import SYSTEM, DomainEvent, kebab
from levensloop.contracts.events.inclusion import ClientInformed
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.vouched import Vouched
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.node import Node, learn
from levensloop.infra.messaging.runner import PolicyRunner
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.infra.secrecy.personal import ring_of
from levensloop.verifier.coverage import Message, check_lines, covered, differences, digest_of
from support.log_at_work import growing
from support.messaging import at_node, log_given, reported
from support.policy_world import QUICK, at_work
from support.samples.world import CHAIR, HAAGLANDEN, POLITIE, actor


def events(node: Node) -> Sequence[DomainEvent]:
    now = node.clock.now()
    informed = [ClientInformed(at=now, by=actor(HAAGLANDEN, CHAIR), informant="x", manner=f"{n}") for n in range(4)]
    return [reported(now), *informed]


async def cases(node: Node, number: int) -> list[UUID]:
    found = [uuid4() for _ in range(number)]
    for case in found:
        await log_given(node, case, *events(node))
    return found


def runners(node: Node, together: int = 450) -> list[PolicyRunner]:
    policies = (dataclasses.replace(policy, together=together) for policy in audit_policies(node))
    return [PolicyRunner(policy, node.dead, QUICK) for policy in policies]


async def records(node: Node) -> list[Account]:
    return [kept.account for kept in await node.accounts.read(await node.accounts.store.load(subjects.ALL_AUDIT))]


async def uncovered(node: Node, stream: str, patterns: Sequence[str]) -> list[str]:
    """What differs between a stream and what the records cover of it."""
    entries = await node.accounts.store.load(subjects.ALL_AUDIT)
    covers = [one for entry in entries for one in covered(entry.data) if one.stream == stream]
    stands = [
        Message(stream, m.seq, m.subject, digest_of(m.subject, m.data))
        for pattern in patterns
        for m in await node.store(stream).load(pattern)
    ]
    assert [one.position for one in covers] == sorted(one.position for one in covers)
    assert len(covers) == len(stands)
    return [str(found) for found in differences(covers, stands)]


def log_of(node: Node) -> str:
    return subjects.log_stream(node.me)


async def test_wgs_1_8_4_each_event_has_a_record_of_who_did_what(node: Node) -> None:
    (case,) = await cases(node, 1)
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    report, *rest = await records(node)
    history = await node.log.load(case)
    assert (report.operation, report.what) == (Operation.COLLECT, "nl.levensloopaanpak.client-reported.v1")
    assert (report.organisation, report.functionary, report.case) == (POLITIE, "wijkagent", case)
    assert (report.capacity, report.zvh, report.event) == (Capacity.EXECUTING, HAAGLANDEN, history.events[0].id)
    assert Category.IDENTITY in report.categories
    assert report.article == "WGS-1.5-1"
    assert [(r.organisation, r.functionary) for r in rest] == [(HAAGLANDEN, CHAIR)] * 4
    assert await uncovered(node, log_of(node), [subjects.ALL_EVENTS]) == []


async def test_many_records_stand_in_few_batches(node: Node) -> None:
    await cases(node, 20)
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    stored = await node.accounts.store.load(subjects.ALL_AUDIT)
    assert len(stored) == 100
    assert len({message.batch for message in stored}) < 50


@pytest.mark.parametrize("seed", range(3))
async def test_once_each_when_cut_off_anywhere(node: Node, seed: int) -> None:
    chance = random.Random(seed)
    await cases(node, 6)
    for _ in range(6):
        async with at_work(*runners(node, chance.randrange(1, 9))):
            for _ in range(chance.randrange(400)):
                await asyncio.sleep(0)
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    assert await uncovered(node, log_of(node), [subjects.ALL_EVENTS]) == []


async def test_once_each_by_two_instances(network: Network, node: Node) -> None:
    async with at_node(network, clock=node.clock) as other:
        first, second = runners(node, 7), runners(other, 11)
        async with at_work(*first, *second):
            await cases(node, 6)
            await first[0].caught_up()
            await second[0].caught_up()
    assert await uncovered(node, log_of(node), [subjects.ALL_EVENTS]) == []


async def test_what_cannot_be_read_is_covered_and_said_to_be_unreadable(node: Node) -> None:
    case = uuid4()
    await log_given(node, case, *events(node))
    await node.log.store.append([NewMessage(f"es.inclusion.case.{case}", b"{}")])
    newer = (await node.log.store.load(subjects.ALL_EVENTS))[0].data.replace(b".v1", b".v9")
    await node.log.store.append([NewMessage(f"es.inclusion.case.{uuid4()}", newer)])
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    found = await records(node)
    assert [(r.what.rpartition(".")[2], r.rule) for r in found[-2:]] == [("unreadable", "INV-7"), ("v9", "INV-7")]
    assert await uncovered(node, log_of(node), [subjects.ALL_EVENTS]) == []
    assert await node.dead.of("audit") == []


async def test_of_a_destroyed_case_the_record_is_made_all_the_same(node: Node) -> None:
    (case,) = await cases(node, 1)
    await node.vault.keys.destroy(Scope(Use.FIELDS, case, ring_of(POLITIE, node.clock.now())))
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    assert len(await records(node)) == 5
    assert await uncovered(node, log_of(node), [subjects.ALL_EVENTS]) == []


async def test_what_another_zvh_recorded_is_collected_from_it(node: Node) -> None:
    case, log = uuid4(), node.log
    elsewhere = CaseLog(log.store, source_of("00000009910100000000", POLITIE), node.clock, node.vault)
    report = reported(node.clock.now())
    named = report.model_copy(update={"by": report.by.model_copy(update={"person": "7f3a-19c2"})})
    await elsewhere.record(await elsewhere.load(case), [named], uuid4(), Vouched.FUNCTION)
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    (found,) = await records(node)
    assert (found.operation, found.organisation, found.functionary) == (Operation.COLLECT, POLITIE, "wijkagent")
    assert (found.person, found.vouched) == ("7f3a-19c2", Vouched.FUNCTION), "as the other ZVH recorded it"
    assert found.origin is not None, "who did it there, and when"
    assert found.origin.organisation == POLITIE
    assert (found.capacity, found.article, found.case) == (Capacity.EXECUTING, "WGS-2.28", case)


async def test_who_left_the_topology_is_not_made_up(network: Network, node: Node) -> None:
    await cases(node, 1)
    known = network.topology.organisations
    without = network.topology.model_copy(update={"organisations": tuple(o for o in known if o.id != POLITIE)})
    learn(node, without)
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    report, *_ = await records(node)
    assert (report.organisation, report.functionary, report.rule) == (HAAGLANDEN, SYSTEM, "INV-3")


async def test_the_checkpoints_sum_up_what_is_covered(node: Node, tmp_path: Path) -> None:
    await cases(node, 3)
    grower, work = Grower(node, tmp_path / "tiles"), runners(node)
    async with at_work(*work), growing(grower):
        await work[0].caught_up()
        last = await grower.caught_up()
    assert last is not None
    (line,) = last.checkpoint.extensions
    position = (await node.log.store.load(subjects.ALL_EVENTS))[-1].seq
    assert line.startswith(f"{log_of(node)} {position} 15 ")
    entries = [m.data for m in await node.accounts.store.load(subjects.ALL_AUDIT)]
    check_lines(last.checkpoint.extensions, entries[: last.checkpoint.size])


def test_wgs_1_8_4_every_kind_of_event_is_in_the_table_of_operations() -> None:
    assert {kebab(kind.__name__) for kind in EVENTS.values()} - OPERATIONS.keys() == set()
