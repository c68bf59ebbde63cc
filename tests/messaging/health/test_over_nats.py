"""How a service is doing, over NATS: how far each policy is, what waits, what was put aside; also when it cannot know."""

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.app import running, wire
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import at_node, echo, log_given, reported, toy
from support.samples.world import HAAGLANDEN
from support.waiting import PATIENCE

NEVER = datetime(2099, 3, 1, tzinfo=UTC)
"""A timer that is not due while the test looks: what it leads to would wait to be handled in its turn."""


async def test_well(network: Network, node: Node, case: UUID) -> None:
    async with running(wire(node, toy)) as service:
        await log_given(node, case, reported(NEVER))
        last = await node.log.store.last_seq()
        await service.caught_up()
        health = await _health(node)
    policies = {policy.pop("name"): policy for policy in health.pop("policies")}
    assert health == {"service": "inclusion", "healthy": True, "problem": None, "dead_letters": 0}
    assert policies["reactions"]["handled"] >= last
    assert policies["reactions"]["lag"] == 0
    assert policies["reactions"]["waiting"] is policies["timers"]["waiting"] is None


async def test_a_dead_letter_until_it_is_handled(own_network: Network, case: UUID) -> None:
    async with at_node(own_network) as node:
        await node.log.store.append([NewMessage(f"es.inclusion.case.{case}", b"{")])
        async with running(wire(node, echo)) as service:
            await service.caught_up()
            sick = await _health(node)
            (letter,) = await node.dead.of("inclusion")
            (policy,) = service.app.policies
            mended = dataclasses.replace(policy, handle=_nothing)
            await node.dead.replay(letter, mended)
            well = await _health(node)
    assert (sick["healthy"], sick["dead_letters"]) == (False, 1)
    assert (well["healthy"], well["dead_letters"]) == (True, 0)


async def test_an_answer_also_when_it_cannot_know(own_network: Network) -> None:
    async with at_node(own_network) as node, running(wire(node, echo)):
        await node.nc.jetstream().delete_stream(subjects.dead_stream(HAAGLANDEN))
        health = await _health(node)
    assert health["healthy"] is False
    assert health["dead_letters"] is None
    assert "richt de node eerst in" in health["problem"]


async def _nothing(message: object) -> tuple[NewMessage, ...]:
    return ()


async def _health(node: Node) -> dict[str, Any]:
    reply = await node.nc.request(subjects.health(HAAGLANDEN, "inclusion"), timeout=PATIENCE)
    return dict(json.loads(reply.data))
