"""A policy that handles several messages in one batch: still each once and in order, and what fails among them fails alone."""

import asyncio
import dataclasses
import random
from collections.abc import Sequence

import pytest

from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.policy import Handle
from levensloop.infra.messaging.runner import PolicyRunner
from support.policy_world import QUICK, PolicyWorld, at_work, policy_world
from support.server import JetStreamServer

MESSAGES = [f"{'-' if n % 3 == 0 else ''}{n}" for n in range(60)]
EFFECTS = [body for body in MESSAGES if not body.startswith("-")]


def runner(world: PolicyWorld, together: int = 25, handle: Handle | None = None) -> PolicyRunner:
    return PolicyRunner(dataclasses.replace(world.policy(handle), together=together), world.dead, QUICK)


async def test_what_waits_is_handled_in_a_few_batches(world: PolicyWorld) -> None:
    await world.log(MESSAGES)
    policy = runner(world)
    async with at_work(policy):
        await policy.caught_up()
    assert await world.both() == EFFECTS
    positions, stored = await world.positions(), [m async for m in world.target.replay(">")]
    assert positions[-1] == len(MESSAGES)
    assert len(positions) < len(EFFECTS) // 2  # how many arrive together is the connection's affair
    assert len({m.batch for m in stored}) == len(positions)


@pytest.mark.parametrize("seed", range(8))
async def test_cut_off_anywhere_and_started_again(world: PolicyWorld, seed: int) -> None:
    chance = random.Random(seed)
    await world.log(MESSAGES)
    for _ in range(6):
        async with at_work(runner(world, chance.randrange(2, 12))):
            for _ in range(chance.randrange(200)):
                await asyncio.sleep(0)
    last = runner(world)
    async with at_work(last):
        await last.caught_up()
    assert await world.both() == EFFECTS


@pytest.mark.parametrize("seed", range(4))
async def test_two_at_once_have_the_effect_of_one(world: PolicyWorld, server: JetStreamServer, seed: int) -> None:
    chance = random.Random(seed)
    async with policy_world(server.url) as elsewhere:
        first, second = runner(world, 7), runner(elsewhere, 11)
        async with at_work(first, second):
            while MESSAGES[(done := len(await world.source.load(">"))) :]:
                await world.log(MESSAGES[done : done + chance.randrange(1, 9)])
            await first.caught_up()
            await second.caught_up()
    assert await world.both() == EFFECTS


async def test_only_what_fails_goes_aside(world: PolicyWorld) -> None:
    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        if message.data in (b"8", b"40"):
            raise ValueError
        return await world.copy(message)

    await world.log(MESSAGES)
    policy = runner(world, handle=handle)
    async with at_work(policy):
        await policy.caught_up()
    assert await world.both() == [body for body in EFFECTS if body not in ("8", "40")]
    assert [letter.origin.data for letter in await world.dead.of()] == [b"8", b"40"]


async def test_more_effects_than_one_batch_holds_are_written_message_by_message(world: PolicyWorld) -> None:
    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        return [effect for _ in range(300) for effect in await world.copy(message)]

    await world.log(["a", "b", "c"])
    policy = runner(world, handle=handle)
    async with at_work(policy):
        await policy.caught_up()
    assert await world.effects() == ["a"] * 300 + ["b"] * 300 + ["c"] * 300
    assert await world.positions() == [1, 2, 3]  # two together would have 1,200
