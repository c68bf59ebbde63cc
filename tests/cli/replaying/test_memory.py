"""Replaying keeps no events: what is in memory follows from the number of cases, and not from how much happened in them."""

import gc
from contextlib import aclosing
from uuid import UUID, uuid4

import pytest

from levensloop.contracts.events.inclusion import ClientInformed
from levensloop.contracts.recorded import Recorded
from levensloop.infra.messaging.node import Node
from levensloop.zvh.replay import read_events, replay
from support.messaging import log_given
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, PROVIDER, actor

pytestmark = pytest.mark.asyncio(loop_scope="module")

MORE = 300
INFORMED = ClientInformed(at=NOW, by=actor(PROVIDER), informant="coördinator", manner="mondeling")


def held(case: UUID) -> int:
    """Events of this case that something still holds."""
    gc.collect()
    return sum(isinstance(found, Recorded) and found.case == case for found in gc.get_objects())


async def test_as_many_events_are_held_of_a_long_case_as_of_a_short_one(node: Node) -> None:
    short, long = uuid4(), uuid4()
    await log_given(node, short, *planned_case(), INFORMED)
    await log_given(node, long, *planned_case(), INFORMED)
    for _ in range(MORE // 50):
        await log_given(node, long, *[INFORMED] * 50)

    found = await replay(node.log, HAAGLANDEN)

    assert found.cases[long].events == found.cases[short].events + MORE
    assert held(long) == held(short)
    assert found.cases[long].now.views()["inclusion.case"]["phase"] == "planned"


async def test_while_it_is_read_a_few_are_held_at_a_time(node: Node) -> None:
    case = uuid4()
    await log_given(node, case, *[INFORMED] * 50)
    for _ in range(MORE // 50):
        await log_given(node, case, *[INFORMED] * 50)
    seen, most = 0, 0

    async with aclosing(read_events(node.log, await node.log.store.last_seq(), case)) as events:
        async for _recorded in events:
            seen += 1
            if seen % 40 == 0:
                most = max(most, held(case))

    assert seen == MORE + 50
    assert 0 < most <= 200
