"""A service that ends answers what it took, keeps its positions, and leaves nothing behind; also when its server is gone."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

from nats.errors import NoRespondersError

from levensloop.contracts import subjects
from levensloop.inclusion.app import app
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.credentials import connect
from levensloop.infra.nodes.network import Network
from levensloop.plan.app import app as plan_app
from support.messaging import Desk, log_given, serving
from support.samples.inclusion import reported_case
from support.samples.world import HAAGLANDEN, POLITIE
from support.waiting import PATIENCE


async def test_nothing_stays(node: Node) -> None:
    """No task, and so no connection: each has a task that reads."""
    await node.log.store.last_seq()  # a connection begins to listen for answers with its first question
    before = asyncio.all_tasks()
    for wired in (app, plan_app):
        async with running(wired(node)) as service:
            await service.caught_up()
            assert len(asyncio.all_tasks()) > len(before)
    assert not await _staying(before)


async def test_what_was_taken_is_answered(network: Network, node: Node) -> None:
    """Half-way a stream of commands: each is answered, or finds nobody; none is left without an answer. Given at the node:
    across the hub, what is under way while the service ends finds out by its time-out."""
    signs = network.credentials(POLITIE).correspondent
    nc = await connect(network.url(HAAGLANDEN), replace(network.credentials(HAAGLANDEN), correspondent=signs))
    politie = Desk(nc, POLITIE)
    async with running(app(node)):
        giving = [asyncio.create_task(politie.report(uuid4())) for _ in range(100)]
        await asyncio.wait(giving, return_when=asyncio.FIRST_COMPLETED)
    ended = await asyncio.gather(*giving, return_exceptions=True)
    await nc.close()
    unanswered = [error for error in ended if isinstance(error, BaseException)]
    assert all(isinstance(e, Unanswered) and isinstance(e.__cause__, NoRespondersError) for e in unanswered)
    answered = [answer for answer in ended if not isinstance(answer, BaseException)]
    assert answered
    assert all(answer.events for answer in answered)


async def test_the_position_is_kept(node: Node, case: UUID) -> None:
    async with running(plan_app(node)) as service:
        await log_given(node, case, *reported_case())
        last = await node.log.store.last(subjects.ALL_EVENTS)
        await service.caught_up()
    position = await node.log.store.last(subjects.position("log", "plan"))
    assert position is not None
    assert last is not None
    assert int(position.data) >= last.seq


async def test_the_server_is_gone(own_network: Network) -> None:
    before = asyncio.all_tasks()
    async with serving(own_network, app, plan_app) as services:
        await services[1].caught_up()
        await own_network.stop(HAAGLANDEN)
    assert not await _staying(before)


async def _staying(before: set["asyncio.Task[object]"]) -> list["asyncio.Task[object]"]:
    """What does not end by itself of the tasks that came since. The client ends its own a moment after it says so; but one
    that is closed while it reconnects leaves the task for its answers, which is none of ours."""
    came = {task for task in asyncio.all_tasks() - before if "_wait_for_msgs" not in str(task.get_coro())}
    return list((await asyncio.wait(came, timeout=PATIENCE))[1]) if came else []
