"""A dead letter is handled after all, once; one that still cannot be handled waits on."""

import asyncio
from collections.abc import Sequence

import pytest

from levensloop.contracts import subjects
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from support.policy_world import POSITION, PolicyWorld, at_work


async def _refuse(message: StoredMessage) -> Sequence[NewMessage]:
    raise ValueError


@pytest.fixture
async def world(world: PolicyWorld) -> PolicyWorld:
    """Where `a` and `b` went aside."""
    await world.log(["a", "b"])
    runner = world.runner(_refuse)
    async with at_work(runner):
        await runner.caught_up()
    return world


async def test_handled_after_all(world: PolicyWorld) -> None:
    first, second = await world.dead.of()
    assert await world.dead.replay(first, world.policy()) == 2
    assert await world.both() == ["a"]
    assert await world.dead.of() == [second]


async def test_twice_is_once(world: PolicyWorld) -> None:
    letter, _ = await world.dead.of()
    assert [await world.dead.replay(letter, world.policy()) for _ in range(3)] == [2, 0, 0]
    assert await world.both() == ["a"]


async def test_twice_at_once_is_once(world: PolicyWorld) -> None:
    letter, _ = await world.dead.of()
    followed = await asyncio.gather(*(world.dead.replay(letter, world.policy()) for _ in range(5)))
    assert sorted(followed) == [0, 0, 0, 0, 2]
    assert await world.both() == ["a"]


async def test_cut_off_before_it_was_noted(world: PolicyWorld) -> None:
    """The effects stand and the note does not: the mark beside the effects says that it was done."""
    letter, second = await world.dead.of()
    mark = subjects.replayed(POSITION, letter.origin.seq)
    effects = await world.copy(letter.origin)
    await world.target.append([*effects, NewMessage(mark, b"", guard=Guard(mark, 0))])
    assert await world.dead.replay(letter, world.policy()) == 0
    assert await world.both() == ["a"]
    assert await world.dead.of() == [second]


async def test_what_still_fails_stays(world: PolicyWorld) -> None:
    letters = await world.dead.of()
    with pytest.raises(ValueError):  # noqa: PT011 the policy's own error, as it is
        await world.dead.replay(letters[0], world.policy(_refuse))
    assert await world.dead.of() == letters
    assert await world.both() == []


async def test_what_follows_from_nothing_is_done_too(world: PolicyWorld) -> None:
    letter, second = await world.dead.of()

    async def nothing(message: StoredMessage) -> Sequence[NewMessage]:
        return ()

    assert await world.dead.replay(letter, world.policy(nothing)) == 0
    assert await world.dead.of() == [second]


@pytest.mark.parametrize("moves", [1, 100])
async def test_a_case_that_moves_on_meanwhile(world: PolicyWorld, moves: int) -> None:
    letter, _ = await world.dead.of()
    subject = f"out.case.{world.case}"
    left = moves

    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        nonlocal left
        last = await world.target.last(subject)
        if left:
            left -= 1
            await world.target.append([NewMessage(subject, b"ander")])
        return [NewMessage(subject, message.data, guard=Guard(subject, last.seq if last else 0))]

    if moves == 1:
        assert await world.dead.replay(letter, world.policy(handle)) == 1
    else:
        with pytest.raises(Conflict):
            await world.dead.replay(letter, world.policy(handle))


async def test_a_runner_that_starts_later_leaves_it(world: PolicyWorld) -> None:
    letter, _ = await world.dead.of()
    await world.dead.replay(letter, world.policy())
    await world.log(["c"])
    runner = world.runner()
    async with at_work(runner):
        await runner.caught_up()
    assert await world.both() == ["a", "c"]
