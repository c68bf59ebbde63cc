"""The same command id again gets the same answer and changes nothing, however often and wherever it arrives at once."""

import asyncio
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.inclusion.app import app
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import desk, log_given, serving
from support.samples.inclusion import SAMPLE_INCLUSION, case_on_the_table
from support.samples.world import CHAIR, HAAGLANDEN


async def test_again_is_the_same_answer(network: Network, node: Node, case: UUID) -> None:
    command = uuid4()
    async with serving(network, app), desk(network) as politie:
        first, again = await politie.report(case, id=command), await politie.report(case, id=command)
    assert again.repeated
    assert first.events == again.events
    assert len(await node.log.store.load(subjects.case_events(case))) == len(first.events) == 1


async def test_ten_times_at_once_is_one_set_of_events(network: Network, node: Node, case: UUID) -> None:
    """Over two instances of the service, so that no memory of one process can be what keeps them apart."""
    command = uuid4()
    await log_given(node, case, *case_on_the_table())
    given = len(case_on_the_table())
    async with serving(network, app, app), desk(network, HAAGLANDEN) as zvh:
        answers = await asyncio.gather(
            *(zvh.give(SAMPLE_INCLUSION, case, by=CHAIR, id=command) for _ in range(10)),
        )
    logged = await node.log.store.load(subjects.case_events(case))
    assert len({answer.events for answer in answers}) == 1
    assert sorted(answer.repeated for answer in answers) == [False] + [True] * 9
    assert [m.seq for m in logged[given:]] == [event.position for event in answers[0].events]
    assert len(answers[0].events) > 1


async def test_what_changed_nothing_is_judged_anew(network: Network, case: UUID) -> None:
    """A refusal is not remembered: the same command may hold later."""
    command = uuid4()
    async with serving(network, app), desk(network) as politie, desk(network, "om-haaglanden") as om:
        assert (await politie.report(case)).events
        refused = await om.report(case, id=command)
        elsewhere = await om.report(uuid4(), id=command)
    assert refused.refusal is not None
    assert elsewhere.events
