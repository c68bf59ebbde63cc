"""Exactly the timers that a case wants are in the node's stream: set, moved, dropped, and set again when they came too early."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.events.inclusion import ClientInformed, PurposeAssessed
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.app import running, wire
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import TOY_TIMER, at_node, log_given, reported, serving, toy
from support.samples.inclusion import SAMPLE_PURPOSE
from support.samples.world import HAAGLANDEN, POLITIE, actor

Told = Callable[[Node, UUID], Awaitable[int]]
DUE = datetime(2099, 3, 1, 12, tzinfo=UTC)


async def test_set_moved_and_dropped(node: Node, case: UUID) -> None:
    async with running(wire(node, toy)) as service:
        await log_given(node, case, reported(DUE))
        await service.caught_up()
        assert await _schedules(node, case) == ["@at 2099-03-01T12:00:00Z"]
        await _log(node, case, _assessed(DUE + timedelta(days=1)))
        await service.caught_up()
        assert await _schedules(node, case) == ["@at 2099-03-02T12:00:00Z"]
        await _log(node, case, _informed())
        await service.caught_up()
        assert await _schedules(node, case) == []


async def test_never_before_the_moment(node: Node, case: UUID) -> None:
    """Schedules know whole seconds, and what comes too early would be judged as not due."""
    async with running(wire(node, toy)) as service:
        await log_given(node, case, reported(DUE + timedelta(microseconds=1)))
        await service.caught_up()
    assert await _schedules(node, case) == ["@at 2099-03-01T12:00:01Z"]


async def test_set_once_for_many_events(node: Node, case: UUID) -> None:
    async with running(wire(node, toy)) as service:
        await log_given(node, case, reported(DUE))
        await service.caught_up()
        before = await node.store(subjects.timers_stream(HAAGLANDEN)).last_seq()
        await _log(node, case, _assessed(DUE))
        await service.caught_up()
    assert await node.store(subjects.timers_stream(HAAGLANDEN)).last_seq() == before


async def test_set_again_when_it_came_too_early(node: Node, case: UUID, told: Told) -> None:
    """A schedule is gone once it went off; the server's clock may be ahead of the service's."""
    async with running(wire(node, toy)) as service:
        await log_given(node, case, reported(DUE))
        await service.caught_up()
        await node.nc.jetstream().purge_stream(subjects.timers_stream(HAAGLANDEN), subject=_at(case))
        await node.store(subjects.timers_stream(HAAGLANDEN)).append(
            [NewMessage(subjects.timer_due("inclusion", case, TOY_TIMER), b"")]
        )
        await service.caught_up()
    assert await _schedules(node, case) == ["@at 2099-03-01T12:00:00Z"]
    assert await told(node, case) == 0


async def test_two_instances_keep_one(network: Network, node: Node, case: UUID) -> None:
    async with serving(network, lambda at: wire(at, toy), lambda at: wire(at, toy)) as services:
        await log_given(node, case, reported(DUE))
        await _log(node, case, _assessed(DUE + timedelta(days=1)))
        for service in services:
            await service.caught_up()
    assert await _schedules(node, case) == ["@at 2099-03-02T12:00:00Z"]


async def test_who_is_slow_does_not_undo_what_another_kept(node: Node, case: UUID) -> None:
    """The slow one knows what ran, and asks what is wanted; before it can write, the case moves on and another keeps that."""

    async def slow() -> dict[str, datetime]:
        await node.timers.keep("inclusion", case, _wanting(DUE))
        return {TOY_TIMER: DUE + timedelta(days=9)}

    with pytest.raises(Conflict):
        await node.timers.keep("inclusion", case, slow)

    assert await _schedules(node, case) == ["@at 2099-03-01T12:00:00Z"]


async def test_a_drop_that_comes_late_takes_nothing_newer(node: Node, case: UUID) -> None:
    await node.timers.keep("inclusion", case, _wanting(DUE))
    moved = _wanting(DUE + timedelta(days=1))
    times = 0

    async def slow() -> dict[str, datetime]:
        nonlocal times
        times += 1
        if times > 1:
            return await moved()
        await node.timers.keep("inclusion", case, moved)
        return {}

    await node.timers.keep("inclusion", case, slow)

    assert times == 2, "what a drop may have taken is looked at once more"
    assert await _schedules(node, case) == ["@at 2099-03-02T12:00:00Z"]


async def test_what_another_instance_dropped_is_set_again(network: Network, case: UUID) -> None:
    async with at_node(network) as one, at_node(network) as other:
        await one.timers.keep("inclusion", case, _wanting(DUE))
        await other.timers.keep("inclusion", case, _wanting(None))
        await one.timers.keep("inclusion", case, _wanting(DUE))
        assert await _schedules(one, case) == ["@at 2099-03-01T12:00:00Z"]


def _wanting(due: datetime | None) -> Callable[[], Awaitable[dict[str, datetime]]]:
    async def wanted() -> dict[str, datetime]:
        return {TOY_TIMER: due} if due else {}

    return wanted


def _at(case: UUID) -> str:
    return subjects.timer_at("inclusion", case, TOY_TIMER)


async def _schedules(node: Node, case: UUID) -> list[str]:
    """When the timer of this case is scheduled, as the server has it."""
    js, stream = node.nc.jetstream(), subjects.timers_stream(HAAGLANDEN)
    info = await js.stream_info(stream, subjects_filter=_at(case))
    if not info.state.subjects:
        return []
    return [(await js.get_last_msg(stream, _at(case))).headers["Nats-Schedule"]]  # type: ignore[index]


async def _log(node: Node, case: UUID, event: PurposeAssessed | ClientInformed) -> None:
    await log_given(node, case, event)


def _assessed(at: datetime) -> PurposeAssessed:
    return PurposeAssessed(at=at, by=actor(POLITIE), **dict(SAMPLE_PURPOSE))


def _informed() -> ClientInformed:
    return ClientInformed(at=DUE, by=actor(HAAGLANDEN), informant="coördinator", manner="Thuis.")
