"""A durable timer goes off when it is due, once in effect, and late rather than never."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.app import running, wire
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import TOY_TIMER, at_node, log_given, reported, toy
from support.samples.world import HAAGLANDEN, REPORTED_AT

Wait = Callable[[Node, UUID], Awaitable[None]]
Told = Callable[[Node, UUID], Awaitable[int]]


async def test_when_it_is_due(node: Node, case: UUID, once_told: Wait) -> None:
    due = node.clock.now() + timedelta(seconds=1)
    async with running(wire(node, toy)):
        await log_given(node, case, reported(due))
        await once_told(node, case)


async def test_at_once_when_the_moment_is_past(node: Node, case: UUID, once_told: Wait) -> None:
    async with running(wire(node, toy)):
        await log_given(node, case, reported(REPORTED_AT))
        await once_told(node, case)


async def test_once_however_often_it_goes_off(node: Node, case: UUID, once_told: Wait, told: Told) -> None:
    async with running(wire(node, toy)) as service:
        await log_given(node, case, reported(REPORTED_AT))
        await once_told(node, case)
        await _go_off(node, case, times=3)
        await service.caught_up()
        assert await told(node, case) == 1


async def test_of_a_case_that_is_not_there(node: Node, case: UUID, told: Told) -> None:
    async with running(wire(node, toy)) as service:
        await _go_off(node, case)
        await service.caught_up()
    assert await told(node, case) == 0
    assert await node.dead.of() == []


async def test_after_the_server_was_away(own_network: Network, case: UUID, once_told: Wait) -> None:
    """Set before, due about when it is gone, and with a service that starts later."""
    async with at_node(own_network) as node, running(wire(node, toy)) as service:
        await log_given(node, case, reported(node.clock.now() + timedelta(seconds=1)))
        await service.caught_up()
    await own_network.stop(HAAGLANDEN)
    await own_network.start(HAAGLANDEN)
    async with at_node(own_network) as node, running(wire(node, toy)):
        await once_told(node, case)


async def _go_off(node: Node, case: UUID, times: int = 1) -> None:
    due = NewMessage(subjects.timer_due("inclusion", case, TOY_TIMER), b"")
    for _ in range(times):
        await node.store(subjects.timers_stream(HAAGLANDEN)).append([due])
