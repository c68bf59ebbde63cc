"""Each message has its effects once and in order, wherever a runner is cut off and however many run at once."""

import asyncio
import dataclasses
import random

import pytest

from levensloop.infra.eventstore.messages import NewMessage
from support.policy_world import POSITION, PolicyWorld, answers_again, at_work, policy_world
from support.server import JetStreamServer

MESSAGES = [f"{'-' if n % 3 == 0 else ''}{n}" for n in range(60)]
EFFECTS = [body for body in MESSAGES if not body.startswith("-")]


async def test_effects_and_position_stand_in_one_batch(world: PolicyWorld) -> None:
    await world.log(MESSAGES)
    runner = world.runner()
    async with at_work(runner):
        await runner.caught_up()
    assert await world.both() == EFFECTS
    stored = [m async for m in world.target.replay(">")]
    batches = [[m for m in stored if m.batch == batch] for batch in dict.fromkeys(m.batch for m in stored)]
    for batch in batches[: len(EFFECTS)]:
        left, right, position = batch
        assert left.data == right.data
        assert position.subject == POSITION
        assert MESSAGES[int(position.data) - 1] == left.data.decode()


@pytest.mark.parametrize("seed", range(8))
async def test_cut_off_anywhere_and_started_again(world: PolicyWorld, seed: int) -> None:
    chance = random.Random(seed)
    await world.log(MESSAGES)
    for _ in range(12):
        async with at_work(world.runner()):
            for _ in range(chance.randrange(60)):
                await asyncio.sleep(0)
            await asyncio.sleep(chance.random() / 200)
    last = world.runner()
    async with at_work(last):
        await last.caught_up()
    assert await world.both() == EFFECTS
    positions = await world.positions()
    assert positions == sorted(set(positions))


@pytest.mark.parametrize("seed", range(4))
async def test_two_at_once_have_the_effect_of_one(world: PolicyWorld, server: JetStreamServer, seed: int) -> None:
    chance = random.Random(seed)
    async with policy_world(server.url) as elsewhere:
        first, second = world.runner(), elsewhere.runner()
        async with at_work(first, second):
            for body in MESSAGES:
                await world.log([body])
                await asyncio.sleep(chance.random() / 500)
            await first.caught_up()
            await second.caught_up()
    assert await world.both() == EFFECTS


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_the_server_goes_and_comes_back(world: PolicyWorld, server: JetStreamServer, end: str) -> None:
    await world.log(MESSAGES)
    world = dataclasses.replace(world, timeout=1.0)  # what was asked of a server that went is never answered
    runner = world.runner()
    async with at_work(runner):
        for _ in range(3):
            await asyncio.sleep(0.01)
            getattr(server, end)()
            server.start()
        await answers_again(world)
        await runner.caught_up()
    assert await world.both() == EFFECTS


async def test_another_writer_in_between_is_no_harm(world: PolicyWorld) -> None:
    """Somebody else's position is further: this runner goes on from there, and writes no position of its own before it."""
    await world.log(MESSAGES)
    runner = world.runner()
    async with at_work(runner):
        await runner.caught_up()
        await world.log(["-ander", "-ander"])
        await runner.caught_up()
        await world.target.append([NewMessage(POSITION, b"64")])
        await world.log(["a", "b", "c"])
        await runner.caught_up()
    assert await world.both() == [*EFFECTS, "c"]
    assert (await world.positions())[-2:] == [64, 65]
