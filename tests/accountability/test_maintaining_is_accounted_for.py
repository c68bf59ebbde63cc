"""WGS-1.8-2, WGS-1.8-4: who keeps a node says in which function, and what he does there is in its log before it is done."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from levensloop.cli.case_keys import rotated
from levensloop.cli.dead import replayed
from levensloop.cli.keys import wrapped_anew
from levensloop.cli.maintained import CASE_KEYS_ROTATED, FORGOTTEN, WRAPPED, case_in
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.contracts.event import DomainEvent
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.plan.app import app as plan
from support.messaging import at_node, log_given
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, POLITIE

WHO = "technisch beheerder"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    async with at_node(network) as node:
        yield node


async def accounts(node: Node, case: UUID | None) -> list[Account]:
    found = await node.accounts.store.load(subjects.audit_of(case or "none"))
    return [kept.account for kept in await node.accounts.read(found)]


async def in_use(node: Node, case: UUID, *given: DomainEvent) -> dict[Scope, str]:
    """The key that each ring of the case encrypts with, after these events."""
    if given:
        await log_given(node, case, *given)
    node.vault.keys.forget(case)
    found = {}
    for use in Use:
        for name, ring in (await node.vault.keys.to_decrypt(case, use, ())).rings.items():
            found |= {Scope(use, case, name): key.kid} if (key := ring.current) else {}
    return found


def is_of(scope: Scope, organisation: str) -> bool:
    return scope.organisation.startswith(f"{organisation}_")


async def put_aside(node: Node) -> tuple[UUID, int]:
    """An event of a new case that a policy could not handle: the case, and the letter's number."""
    await log_given(node, case := uuid4(), *planned_case())
    message = (await node.log.store.load(subjects.case_events(case)))[-1]
    await node.dead.put(plan(node).policies[0], message, ValueError("x"))
    return case, (await node.dead.of())[-1].position


async def full(network: Network, node: Node, room: bool = False) -> None:
    """The accountability log takes nothing more, or all it wants again."""
    root = await network.connect_provisioning(HAAGLANDEN)
    info = await root.jetstream().stream_info(subjects.audit_stream(HAAGLANDEN))
    limit = -1 if room else max(info.state.bytes, 1)
    await root.jetstream().update_stream(info.config.evolve(max_bytes=limit, discard="new"))
    await root.close()


async def test_wgs_1_8_4_a_dead_letter_that_is_handled_after_all(node: Node) -> None:
    case, number = await put_aside(node)
    await replayed(node, number, WHO)
    (found,) = await accounts(node, case)
    assert (found.operation, found.what, found.capacity) == (
        Operation.ALTER,
        "dead-letter-replay",
        Capacity.MAINTAINING,
    )
    assert (found.organisation, found.functionary) == (HAAGLANDEN, WHO)
    assert number not in [letter.position for letter in await node.dead.of()]


async def test_a_dead_letter_that_is_not_there_leaves_none(node: Node) -> None:
    before = len(await node.accounts.store.load(">"))
    with pytest.raises(NodesError):
        await replayed(node, 4711, WHO)
    assert len(await node.accounts.store.load(">")) == before


@pytest.mark.parametrize("what", [WRAPPED, FORGOTTEN])
async def test_wgs_1_8_4_keys_under_another_master_key(node: Node, what: str) -> None:
    await wrapped_anew(node, what, WHO)
    found = (await accounts(node, None))[-1]
    assert (found.operation, found.what, found.functionary, found.capacity) == (
        Operation.ALTER,
        what,
        WHO,
        Capacity.MAINTAINING,
    )


async def test_wgs_1_8_4_new_keys_for_a_case(node: Node) -> None:
    """What was recorded is read as before; who acted in the records of before too."""
    await log_given(node, case := uuid4(), *planned_case())
    other = await in_use(node, uuid4(), *planned_case())
    before, was = await in_use(node, case), (await node.log.load(case)).events
    assert await rotated(node, case, WHO) == len(before) + 1, "that of who acted is made with the record"
    after = await in_use(node, case)
    assert not {*before.values()} & {*after.values()}
    assert {*other.items()} == {*(await in_use(node, next(iter(other)).case)).items()}
    node.vault.forget(case)
    assert (await node.log.load(case)).events == was
    await log_given(node, case, *planned_case()[-1:])
    await rotated(node, case, WHO, person="7f3a-19c2")
    first, second = await accounts(node, case)
    assert (first.operation, first.what, first.capacity) == (Operation.ALTER, CASE_KEYS_ROTATED, Capacity.MAINTAINING)
    assert [(a.functionary, a.person, a.codes) for a in (first, second)] == [(WHO, None, ()), (WHO, "7f3a-19c2", ())]


async def test_new_keys_for_what_one_organisation_supplies(node: Node) -> None:
    await log_given(node, case := uuid4(), *planned_case())
    before = await in_use(node, case)
    assert await rotated(node, case, WHO, POLITIE) == sum(1 for scope in before if is_of(scope, POLITIE)) > 0
    changed = {scope for scope, kid in (await in_use(node, case)).items() if before.get(scope) not in (kid, None)}
    assert changed == {scope for scope in before if is_of(scope, POLITIE)}
    (found,) = await accounts(node, case)
    assert found.codes == (POLITIE,)


async def test_what_is_not_here_gets_no_keys_and_no_record(node: Node) -> None:
    await log_given(node, case := uuid4(), *planned_case())
    with pytest.raises(NodesError, match="geen casus"):
        await rotated(node, unknown := uuid4(), WHO)
    with pytest.raises(NodesError, match="clla niets aangeleverd"):
        await rotated(node, case, WHO, "clla")
    assert await accounts(node, case) == await accounts(node, unknown) == []
    assert await in_use(node, unknown) == {}


async def test_alw_3_what_cannot_be_written_down_is_not_done(network: Network, node: Node) -> None:
    """ALW-3."""
    case, number = await put_aside(node)
    await full(network, node)
    try:
        with pytest.raises(EventStoreError):
            await replayed(node, number, WHO)
        with pytest.raises(EventStoreError):
            await wrapped_anew(node, WRAPPED, WHO)
        before = await in_use(node, case)
        with pytest.raises(EventStoreError):
            await rotated(node, case, WHO)
        assert {*before.items()} <= {*(await in_use(node, case)).items()}
        assert number in [letter.position for letter in await node.dead.of()]
    finally:
        await full(network, node, room=True)
    await replayed(node, number, WHO)
    assert len(await accounts(node, case)) == 1


async def test_the_case_of_a_message_of_any_stream(node: Node) -> None:
    await log_given(node, case := uuid4(), *planned_case())
    for subject in (subjects.account(case), subjects.out("x", case), f"arrived.a.b.c.{case}"):
        assert await case_in(node, subject) == case
    for subject in (subjects.account(uuid4()), "checkpoint.log"):
        assert await case_in(node, subject) is None
