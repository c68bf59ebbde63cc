"""WGS-1.8-7: what is destroyed while a policy has it in hand leads to nothing, and does not live on among the dead letters."""

from collections.abc import Sequence

import pytest

from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.secrecy.errors import KeyLost
from support.policy_world import PolicyWorld, at_work

ERRORS = [ValueError("onleesbaar"), StoreUnavailable("LOG_t", "een kopie loopt achter"), KeyLost("casus", "ab12")]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
async def test_wgs_1_8_7_destroyed_while_it_is_handled(world: PolicyWorld, error: Exception) -> None:
    tries = 0

    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        nonlocal tries
        if message.data != b"weg":
            return await world.copy(message)
        tries += 1
        await world.source.erase_one(message.seq)
        raise error

    await world.log(["a", "weg", "b"])
    runner = world.runner(handle)
    async with at_work(runner):
        await runner.caught_up()

    assert await world.both() == ["a", "b"]
    assert tries == 1
    assert await world.dead.of() == []
