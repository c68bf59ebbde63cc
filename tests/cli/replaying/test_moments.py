"""A case at a moment, and between two: folded along while the log is read once."""

from uuid import uuid4

import pytest

from levensloop.infra.messaging.node import Node
from levensloop.zvh.changes import changes
from levensloop.zvh.replay import replay, states
from support.messaging import log_given
from support.samples.inclusion import client_died
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_case_at_a_moment_is_what_its_events_up_to_then_lead_to(node: Node) -> None:
    case, history = uuid4(), planned_case()
    for event in history:
        await log_given(node, case, event)
    events = (await node.log.load(case)).events
    for at in (1, len(events) // 2, len(events)):
        moment = events[at - 1].time
        found = (await replay(node.log, HAAGLANDEN, case, until=moment)).cases[case]
        known = [recorded for recorded in events if recorded.time <= moment]
        assert found.now.views() == states(known)
        assert found.events == len(known)


async def test_between_two_moments_both_states_are_there(node: Node) -> None:
    case, history = uuid4(), planned_case()
    for event in (*history, client_died()):
        await log_given(node, case, event)
    events = (await node.log.load(case)).events
    since, until = events[3].time, events[-2].time

    found = (await replay(node.log, HAAGLANDEN, case, until, since)).cases[case]

    assert found.then.views() == states([recorded for recorded in events if recorded.time <= since])
    assert found.now.views() == states([recorded for recorded in events if recorded.time <= until])
    assert "inclusion.case.phase" in {change.path for change in changes(found.then.views(), found.now.views())}
    assert found.shielded(HAAGLANDEN) == "EXT-3", "what is shielded today is so at every moment that is rebuilt"


async def test_the_digest_is_of_every_event_and_of_their_order(node: Node) -> None:
    case = uuid4()
    await log_given(node, case, *planned_case())
    whole = await replay(node.log, HAAGLANDEN, case)
    assert whole.digest == (await replay(node.log, HAAGLANDEN, case)).digest
    await log_given(node, case, client_died())
    assert (await replay(node.log, HAAGLANDEN, case)).digest != whole.digest
