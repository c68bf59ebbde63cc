"""ALW-3, WGS-2.28, WGS-1.8-4: while its record cannot be written nothing of a case, or of who it is about, goes to another ZVH.

Three ways in which a real server takes the event and not the record: the record's subject is no longer the stream's, the stream has
room for one message and no more, and who writes has no permission for it.
"""

import json
from uuid import UUID

import pytest
from handover.crossing import node_of, seal_of
from handover.moving import Zvh

from levensloop.contracts import subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.contracts.event import DomainEvent
from levensloop.handover.account import MoveRecord
from levensloop.handover.policies import handover_policies
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from levensloop.infra.nodes.network import Network
from support.messaging import log_given
from support.obstacles import OBSTACLES, Obstacle
from support.policy_world import at_work
from support.samples.handover import presented, released
from support.samples.inclusion import move_announced
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENT = Retry(waits=5000, first_pause=0.001, longest_pause=0.02)
MOVE, RECORDS = subjects.move_stream(HAAGLANDEN), account_of_move("*")


async def happened(zvh: Zvh, case: UUID, *events: DomainEvent) -> None:
    await log_given(zvh.node, case, *events)


async def sent(node: Node, case: UUID) -> list[StoredMessage]:
    """All that stands in MOVE of the case, records too."""
    store = node.store(MOVE)
    found = [*await store.load(f"move.*.{case}.>"), *await store.load(account_of_move(case))]
    return sorted(found, key=lambda message: message.seq)


@pytest.mark.parametrize("obstacle", OBSTACLES)
@pytest.mark.parametrize("identity", [True, False])
async def test_alw_3_wgs_2_28_nothing_goes_to_another_zvh_while_its_record_cannot_be_written(
    network: Network, identity: bool, obstacle: Obstacle
) -> None:
    """ALW-3, WGS-2.28, WGS-1.8-4: nothing in MOVE, nothing at the other ZVH; and all of it with its records once it can be."""
    async with node_of(network, HAAGLANDEN) as node, node_of(network, ROTTERDAM) as there:
        here, arrivals = Zvh(node), there.store(subjects.arrivals_stream(ROTTERDAM))
        feed, _ = handover_policies(node)
        runner = PolicyRunner(feed, node.dead, PATIENT)
        async with at_work(runner):
            case = await here.begin()
            arrived = subjects.arrived(HAAGLANDEN, f"move.{ROTTERDAM}.{case}.>")
            if not identity:
                await happened(here, case, move_announced(NOW), presented())
            await runner.caught_up()
            before, stood = await sent(node, case), await node.store(MOVE).last_seq()

            async with obstacle(network, node, MOVE, RECORDS):
                await happened(here, case, *([move_announced(NOW), presented()] if identity else [released()]))
                await eventually(lambda: runner.waiting is not None, "the policy waits")

                assert await sent(node, case) == before
                assert len(await arrivals.load(arrived)) <= len(before) // 2
                assert runner.waiting, "it says why"
                assert await node.store(MOVE).last_seq() - stood <= 1, (
                    "at most the place in the log of an earlier event"
                )
            await runner.caught_up()

        found = await sent(node, case)
        events, records = found[len(before) :: 2], found[len(before) + 1 :: 2]
        assert len(events) == len(records) == (1 if identity else len(await here.logged(case)))
        for event, stored in zip(events, records, strict=True):
            record = MoveRecord.model_validate_json(stored.data)
            assert (stored.subject, stored.batch) == (account_of_move(case), event.batch)
            assert (record.to, record.case, record.move) == (ROTTERDAM, case, 1)
            assert event.data.count(b".") == 2, "sealed"
            assert record.article == ("WGS-2.28-1" if identity else "WGS-2.28")
            assert record.organisation == HAAGLANDEN

        async def all_there() -> bool:
            return len(await arrivals.load(arrived)) == len(found) // 2

        await eventually(all_there, "the events arrive, and no record does")
        came = [seal_of(Zvh(there)).open(m).message.data for m in (await arrivals.load(arrived))[len(before) // 2 :]]
        assert [json.loads(body)["id"] for body in came] == [json.loads(record.data)["event"] for record in records]
        assert not [m for m in await arrivals.load("arrived.>") if "account" in m.subject]
        assert await node.dead.of("handover") == []
