"""Where nothing follows from a message, the position is kept now and then, and when the policy ends."""

from collections.abc import Sequence
from dataclasses import replace

from levensloop.infra.eventstore.messages import Appended, NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.runner import SAVE_EVERY, PolicyRunner
from support.policy_world import POSITION, PolicyWorld, at_work


async def test_kept_now_and_then_and_at_the_end(world: PolicyWorld) -> None:
    await world.log("-" for _ in range(2 * SAVE_EVERY + 7))
    runner = world.runner()
    async with at_work(runner):
        await runner.caught_up()
    assert await world.positions() == [SAVE_EVERY, 2 * SAVE_EVERY, 2 * SAVE_EVERY + 7]


async def test_what_another_runner_kept_is_not_tried_for_ever(world: PolicyWorld) -> None:
    counting = Counting(world.nc, "OUT_t")
    runner = PolicyRunner(replace(world.policy(), target=counting), world.dead)
    async with at_work(runner):
        await world.log("-" for _ in range(SAVE_EVERY // 2))
        await runner.caught_up()
        await world.target.append([NewMessage(POSITION, str(SAVE_EVERY // 2).encode())])
        await world.log("-" for _ in range(3 * SAVE_EVERY))
        await runner.caught_up()
    assert counting.appends <= 5
    positions = await world.positions()
    assert positions == sorted(set(positions))
    assert positions[-1] == 3 * SAVE_EVERY + SAVE_EVERY // 2


class Counting(EventStore):
    """Counts what is tried."""

    appends = 0

    async def append(self, messages: Sequence[NewMessage]) -> Appended:
        self.appends += 1
        return await super().append(messages)
