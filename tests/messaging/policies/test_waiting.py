"""What is not the message's fault is waited for: a case that moves on, a full store. It is no poison, and it is bounded."""

import asyncio
import dataclasses
from collections.abc import Sequence

import pytest

from levensloop.infra.eventstore.errors import StoreFull, StreamMissing
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.messaging.runner import Retry
from support.policy_world import QUICK, PolicyWorld, at_work
from support.waiting import PATIENCE


async def test_a_case_that_moves_on_while_it_is_judged(world: PolicyWorld) -> None:
    """More often than a poison message is tried."""
    subject, left = f"out.case.{world.case}", 4 * QUICK.attempts

    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        nonlocal left
        last = await world.target.last(subject)
        if left:
            left -= 1
            await world.target.append([NewMessage(subject, b"ander")])
        return [NewMessage(subject, message.data, guard=Guard(subject, last.seq if last else 0))]

    await world.log(["a"])
    runner = world.runner(handle)
    async with at_work(runner):
        await runner.caught_up()
    assert (await world.target.load(subject))[-1].data == b"a"
    assert await world.dead.of() == []
    assert runner.waiting is None


async def test_a_full_store_is_waited_out(world: PolicyWorld) -> None:
    js = world.nc.jetstream()
    config = (await js.stream_info("OUT_t")).config
    await js.update_stream(dataclasses.replace(config, max_bytes=1))
    await world.log(["a", "b"])
    runner = world.runner()
    async with at_work(runner):
        async with asyncio.timeout(PATIENCE):
            while runner.waiting is None:  # noqa: ASYNC110 nothing tells that a policy began to wait
                await asyncio.sleep(0.005)
        assert "vol" in runner.waiting
        await js.update_stream(dataclasses.replace(config, max_bytes=-1))
        await runner.caught_up()
    assert await world.both() == ["a", "b"]
    assert runner.waiting is None


async def test_not_for_ever(world: PolicyWorld) -> None:
    js = world.nc.jetstream()
    config = (await js.stream_info("OUT_t")).config
    await js.update_stream(dataclasses.replace(config, max_bytes=1))
    await world.log(["a"])
    with pytest.raises(StoreFull):
        await world.runner(retry=Retry(waits=3, first_pause=0.001)).run()
    assert await world.dead.of() == []


@pytest.mark.parametrize("stream", ["LOG_t", "OUT_t", "DEAD_t"])
async def test_a_missing_stream_stops_the_policy(world: PolicyWorld, stream: str) -> None:
    await world.nc.jetstream().delete_stream(stream)
    with pytest.raises(StreamMissing, match=stream):
        await world.runner().run()


def test_the_pauses_double_and_end() -> None:
    assert [Retry().pause(n) for n in (1, 2, 3, 20)] == [0.05, 0.1, 0.2, 10.0]
