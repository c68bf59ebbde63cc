"""What is put aside in DEAD is covered, and so is the note that it was handled: made away with, it is missed. No content prevents that."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from levensloop.audit.policies import DEAD, audit_policies
from levensloop.audit.records.dead_records import HANDLED_AFTER_ALL, PUT_ASIDE
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.runner import PolicyRunner
from support.messaging import log_given, reported
from support.policy_world import QUICK, at_work


async def nothing(message: StoredMessage) -> Sequence[NewMessage]:
    return ()


async def followed(node: Node) -> list[Account]:
    """The records of DEAD, once all of it has its own."""
    (policy,) = [policy for policy in audit_policies(node) if policy.name == DEAD]
    runner = PolicyRunner(policy, node.dead, QUICK)
    async with at_work(runner):
        await runner.caught_up()
    kept = await node.accounts.read(await node.accounts.store.load(subjects.ALL_AUDIT))
    return [one.account for one in kept if one.account.what in (PUT_ASIDE, HANDLED_AFTER_ALL)]


async def put_aside(node: Node) -> tuple[UUID, Policy]:
    case, log = uuid4(), node.log.store
    await log_given(node, case, reported(node.clock.now()))
    policy = Policy("plan", "toy", log, (subjects.ALL_EVENTS,), log, subjects.position("log", "toy"), nothing)
    (message,) = await log.load(subjects.case_events(case))
    await node.dead.put(policy, message, ValueError("x"))
    return case, policy


async def test_wgs_1_8_4_each_has_its_record_once(node: Node) -> None:
    case, policy = await put_aside(node)
    (letter,) = await node.dead.of()
    (record,) = await followed(node)
    assert (record.operation, record.case, record.codes) == (Operation.ALTER, case, ("plan/toy",))
    assert (record.organisation, record.capacity) == (node.me, Capacity.MAINTAINING)
    await node.dead.replay(letter, policy)
    first, second = await followed(node)
    assert (first, second.what) == (record, HANDLED_AFTER_ALL)
    stream = subjects.dead_stream(node.me)
    assert [(c.stream, c.position) for one in (first, second) for c in one.covers] == [(stream, 1), (stream, 2)]


async def test_no_content_keeps_it_up(node: Node) -> None:
    """Whatever somebody puts there: it is covered, and no dead letter of a dead letter follows."""
    store = node.store(subjects.dead_stream(node.me))
    strange = {"Levensloop-Origin-Subject": "es.é..\x7f"}
    for subject, headers in ((subjects.dead("plan", "é"), {}), (subjects.dead("x", "y"), strange)):
        await store.append([NewMessage(subject, b"\xff", headers)])
    assert [(record.case, record.codes) for record in await followed(node)] == [(None, ()), (None, ("x/y",))]
    assert await store.last_seq() == 2


async def test_what_it_would_put_aside_itself_it_passes_by(node: Node) -> None:
    await node.store(subjects.dead_stream(node.me)).append([NewMessage(subjects.dead("audit", DEAD), b"{}")])
    assert await followed(node) == []
