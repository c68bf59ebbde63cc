"""ALW-3, WGS-1.8-4: while the accountability record cannot be written nothing goes out; the policy waits, says why, and goes on.

Three ways in which a real server takes the letter and not the record: the record's subject is no longer the stream's, the stream
has room for one message and no more, and who writes has no permission for it. What is asked each time: no letter in OUT, nothing
that the partner could fetch, and all of it with its records once it is possible again.
"""

import pytest
from disclosure.disclosing import account, logged, out

from levensloop.contracts import subjects
from levensloop.disclosure.policies import disclosure_policies
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from levensloop.infra.nodes.network import Network
from support.obstacles import OBSTACLES, Obstacle
from support.policy_world import at_work
from support.samples.inclusion import included_case
from support.samples.world import HAAGLANDEN, POLITIE
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENT = Retry(waits=5000, first_pause=0.001, longest_pause=0.02)


@pytest.mark.parametrize("obstacle", OBSTACLES)
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
        async with obstacle(network, node, subjects.out_stream(HAAGLANDEN), subjects.account("*")):
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
