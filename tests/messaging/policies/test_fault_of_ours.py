"""What no message can cause is a fault of ours: the service stops loudly, nobody waits for ever, and nothing is lost."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.app import ServiceApp, running, wire
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import LogLines, at_node, desk, echo, everything
from support.policy_world import PolicyWorld, at_work
from support.samples.world import HAAGLANDEN


async def test_the_policy_goes_on_where_it_was(world: PolicyWorld) -> None:
    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        if message.data == b"b":
            raise RuntimeError
        return await world.copy(message)

    await world.log(["a", "b", "c"])
    with pytest.raises(RuntimeError):
        await world.runner(handle).run()
    assert await world.both() == ["a"]
    assert await world.dead.of() == []
    mended = world.runner()
    async with at_work(mended):
        await mended.caught_up()
    assert await world.both() == ["a", "b", "c"]


async def test_the_service_says_so(own_network: Network, case: UUID, log_lines: LogLines) -> None:
    async with at_node(own_network) as node, desk(own_network, reaches=False) as politie:
        broken = _broken(node)
        async with running(broken) as service:
            await politie.reaches()
            assert (await politie.report(case)).events
            with pytest.raises(RuntimeError, match="stuk"):
                await service.caught_up()
            with pytest.raises(RuntimeError, match="stuk"):
                await service.failed
        (line,) = [line for line in log_lines() if line["event"] == "service cannot go on"]
        assert (line["service"], line["kind"]) == ("inclusion", "RuntimeError")
        async with running(wire(node, echo)) as mended:
            for _ in range(2):  # the second time with what it wrote itself
                await mended.caught_up()
        logged = await everything(node, subjects.log_stream(HAAGLANDEN))
    assert [m.subject.split(".")[0] for m in logged] == ["es", "es", "position", "position"]


def _broken(node: Node) -> ServiceApp:
    app = wire(node, echo)

    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        raise RuntimeError("stuk")

    return replace(app, policies=tuple(replace(policy, handle=handle) for policy in app.policies))
