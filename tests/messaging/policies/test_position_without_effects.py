"""Where nothing follows from a message, the position is kept now and then, and when the policy ends."""

from levensloop.infra.messaging.runner import SAVE_EVERY
from support.policy_world import PolicyWorld, at_work, policy_world
from support.server import JetStreamServer


async def test_kept_now_and_then_and_at_the_end(world: PolicyWorld) -> None:
    await world.log("-" for _ in range(2 * SAVE_EVERY + 7))
    runner = world.runner()
    async with at_work(runner):
        await runner.caught_up()
    assert await world.positions() == [SAVE_EVERY, 2 * SAVE_EVERY, 2 * SAVE_EVERY + 7]


async def test_a_second_runner_does_not_keep_trying_what_the_first_kept(
    world: PolicyWorld, server: JetStreamServer
) -> None:
    async with policy_world(server.url) as elsewhere:
        first, second = world.runner(), elsewhere.runner()
        async with at_work(first, second):
            await world.log("-" for _ in range(3 * SAVE_EVERY))
            await first.caught_up()
            await second.caught_up()
            assert first.handled == second.handled == 3 * SAVE_EVERY
    positions = await world.positions()
    assert positions == sorted(set(positions))
    assert len(positions) <= 6
