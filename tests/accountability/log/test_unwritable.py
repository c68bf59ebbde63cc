"""WGS-1.8-4: what cannot be accounted for waits, or is not done; reading the log is itself in the log, under one of four purposes."""

import asyncio
from uuid import uuid4

import pytest
from nats.aio.client import Client

from levensloop.audit.app import app
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import read_log
from levensloop.audit.policies import audit_policies
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.infra.eventstore.errors import EventStoreError, MessageTooLarge
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.network import Network
from levensloop.verifier.coverage import Message, covered, differences, digest_of
from support.log_at_work import checkpoints, directory_of, growing, record, taken_in, write
from support.messaging import at_node, log_given, reported
from support.policy_world import at_work
from support.samples.world import HAAGLANDEN
from support.waiting import eventually

FG = Actor(organisation=HAAGLANDEN, functionary="functionaris gegevensbescherming")
PATIENT = Retry(waits=1000, first_pause=0.01, longest_pause=0.05)


async def with_room(root: Client, node: Node, room: int) -> None:
    """`room`: bytes that the log may hold, -1 for as many as there is disk."""
    stream = node.accounts.store.stream
    config = (await root.jetstream().stream_info(stream)).config
    config.max_bytes = room
    await root.jetstream().update_stream(config)


async def test_wgs_1_8_4_with_a_full_log_nothing_is_lost_and_nothing_goes_uncovered(node: Node, root: Client) -> None:
    await with_room(root, node, 2000)
    runner = PolicyRunner(audit_policies(node)[0], node.dead, PATIENT)
    async with at_work(runner):
        for _ in range(6):
            await log_given(node, uuid4(), reported(node.clock.now()))
        await eventually(lambda: runner.waiting is not None, "the policy waits, and says so")
        with pytest.raises(EventStoreError):
            await write(node, 10)
        await with_room(root, node, -1)
        await runner.caught_up()
    assert runner.waiting is None
    entries = await node.accounts.store.load(subjects.ALL_AUDIT)
    covers = [one for entry in entries for one in covered(entry.data)]
    stands = [
        Message(node.log.store.stream, m.seq, m.subject, digest_of(m.subject, m.data))
        for m in await node.log.store.load(subjects.ALL_EVENTS)
    ]
    assert len(covers) == 6
    assert list(differences(covers, stands)) == []
    assert await node.dead.of("audit") == []


@pytest.mark.parametrize("purpose", LogPurpose)
async def test_wgs_1_8_4_reading_is_in_the_log_first_with_its_purpose(node: Node, purpose: LogPurpose) -> None:
    await write(node, 2)
    case = uuid4()
    log = await read_log(node, purpose, FG, what="audit.bundle", case=case)
    *_, last = [found async for found in log.records()]
    assert last.entry.index == 2
    assert (last.account.operation, last.account.log_purpose, last.account.what) == (
        Operation.READ_LOG,
        purpose,
        "audit.bundle",
    )
    assert (last.account.functionary, last.account.capacity, last.account.case) == (
        FG.functionary,
        Capacity.TESTING,
        case,
    )


async def test_what_cannot_be_written_down_is_not_read(node: Node, root: Client) -> None:
    await with_room(root, node, 10)
    with pytest.raises(EventStoreError):
        await read_log(node, LogPurpose.SECURITY, FG, what="audit.bundle")


async def test_a_record_that_fits_in_no_entry_is_not_written(node: Node) -> None:
    """The tree's entries have two bytes for their length: one that is longer would stop it for good."""
    large = record(node).model_copy(update={"conditions": tuple(f"n{number}" for number in range(12_000))})
    with pytest.raises(MessageTooLarge):
        await node.accounts.write([large])
    with pytest.raises(EventStoreError):
        await node.accounts.store.append([NewMessage(subjects.audit(Operation.CONSULT, None), bytes(66_000))])
    await write(node, 1)
    assert len(await node.accounts.store.load(subjects.ALL_AUDIT)) == 1


async def test_entries_and_records_of_a_part_of_the_log_are_those_of_the_whole(node: Node) -> None:
    grower = Grower(node, directory_of(node), every=7)
    async with growing(grower):
        await grower.look()
        for _ in range(5):
            await write(node, 6)
            await taken_in(node, grower)
            await asyncio.sleep(0)
        log = await read_log(node, LogPurpose.INTERNAL_CONTROL, FG, what="test")
    found = [await checkpoints(node).at_most(size) for size in (0, 6, 7, 20, 21, 31, 1000)]
    assert [signed and signed.checkpoint.size for signed in found] == [None, None, 7, 14, 21, 28, 28]
    whole = [entry async for entry in log.entries()]
    assert [entry.index for entry in whole] == list(range(32))
    for first, end in ((0, 5), (6, 9), (7, None), (13, 15), (31, None), (32, None), (40, None)):
        assert [entry async for entry in log.entries(first, end)] == whole[first:end]


async def test_without_a_directory_for_its_files_it_is_looked_at_and_not_run(network: Network) -> None:
    async with at_node(network) as here:
        assert [policy.name for policy in app(here).policies] == ["log", "out", "move", "dead"]
        async with running(app(here)) as service:
            with pytest.raises(NodesError, match="--data"):
                await service.failed
