"""ALW-3, WGS-1.8-4: while the accountability record cannot be written nothing goes out; the policy waits, says why, and goes on.

Three ways in which a real server takes the letter and not the record: the record's subject is no longer the stream's, the stream
has room for one message and no more, and who writes has no permission for it. What is asked each time: no letter in OUT, nothing
that the partner could fetch, and all of it with its records once it is possible again.
"""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from disclosure.disclosing import account, logged, out

from levensloop.contracts import subjects
from levensloop.disclosure.policies import disclosure_policies
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.placed import node_writer
from levensloop.infra.nodes.server import Ports
from support.policy_world import at_work
from support.samples.inclusion import included_case
from support.samples.world import HAAGLANDEN, POLITIE
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENT = Retry(waits=5000, first_pause=0.001, longest_pause=0.02)
Obstacle = Callable[[Network, Node], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def not_a_subject_of_the_stream(network: Network, node: Node) -> AsyncIterator[None]:
    js = node.nc.jetstream()
    config = (await js.stream_info(subjects.out_stream(HAAGLANDEN))).config
    rest = [subject for subject in config.subjects or () if subject != subjects.account("*")]
    assert len(rest) == len(config.subjects or ()) - 1
    await js.update_stream(config.evolve(subjects=rest))
    try:
        yield
    finally:
        await js.update_stream(config)


@asynccontextmanager
async def room_for_the_letter_alone(network: Network, node: Node) -> AsyncIterator[None]:
    js = node.nc.jetstream()
    info = await js.stream_info(subjects.out_stream(HAAGLANDEN))
    await js.update_stream(info.config.evolve(max_msgs=info.state.messages + 1))
    try:
        yield
    finally:
        await js.update_stream(info.config)


@asynccontextmanager
async def no_permission(network: Network, node: Node) -> AsyncIterator[None]:
    server, [here] = network.server(HAAGLANDEN), [at for at in network.topology.nodes if at.name == HAAGLANDEN]
    write = node_writer(lambda: network.topology, here, network.directory / HAAGLANDEN, network.keys)

    def narrowed(ports: Ports | None) -> str:
        mine = r'(nkey: "U[A-Z0-9]+"\s+permissions: \{\s+publish: \{\s+deny: \[)'
        text, found = re.subn(mine, rf'\1 "{subjects.account("*")}"', write(ports), count=1)
        assert found, "what the services may not publish"
        return text

    await server.reload(narrowed)
    try:
        yield
    finally:
        await server.reload(write)


@pytest.mark.parametrize("obstacle", [not_a_subject_of_the_stream, room_for_the_letter_alone, no_permission])
async def test_alw_3_wgs_1_8_4_nothing_goes_out_while_the_account_cannot_be_written(
    network: Network, node: Node, obstacle: Obstacle
) -> None:
    """ALW-3, WGS-1.8-4."""
    outbox = node.store(subjects.out_stream(HAAGLANDEN))
    before = await logged(node, *included_case())
    [policy] = disclosure_policies(node)
    runner = PolicyRunner(policy, node.dead, PATIENT)
    async with at_work(runner):
        await runner.caught_up()
        stood, waited_for = await outbox.last_seq(), await _pending(node)
        async with obstacle(network, node):
            case = await logged(node, *included_case())
            await eventually(lambda: runner.waiting is not None, "the policy waits")
            said = runner.waiting

            assert await out(node, case) == []
            assert await account(node, case) == []
            assert await outbox.last_seq() == stood, "no position either: it is not done with"
            assert await _pending(node) == waited_for, "nothing the partner could fetch"
            assert await runner.lag() > 0
            assert said, "it says why"
        await runner.caught_up()

    letters, records = await out(node, case), await account(node, case)
    assert len(letters) == len(records) == len(await out(node, before)) > 0, "all of it, once"
    assert [letter.batch for letter in letters] == [stored.batch for stored, _ in records]
    assert await node.dead.reached(policy) <= runner.handled
    assert await node.store(subjects.dead_stream(HAAGLANDEN)).last_seq() == 0, "nothing was put aside"


async def _pending(node: Node) -> int:
    """What the police's own consumer would still be given."""
    info = await node.nc.jetstream().consumer_info(subjects.out_stream(HAAGLANDEN), POLITIE)
    return info.num_pending or 0
