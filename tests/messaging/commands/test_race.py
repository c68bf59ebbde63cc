"""Commands that race on one case are each judged on the case as the others left it."""

import asyncio
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.commands.inclusion import AddPartner, RemovePartner
from levensloop.inclusion.app import app
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.vault import read_closed
from support.messaging import desk, log_given, serving
from support.samples.inclusion import SAMPLE_PURPOSE, case_in_triage, included_case, reported_case
from support.samples.world import GEMEENTE, HAAGLANDEN, OM


async def test_one_of_two_is_too_late(network: Network, node: Node, case: UUID) -> None:
    await log_given(node, case, *reported_case())
    async with serving(network, app, app), desk(network) as politie, desk(network, OM) as om:
        answers = await asyncio.gather(politie.give(SAMPLE_PURPOSE, case), om.give(SAMPLE_PURPOSE, case))
    assert sorted(answer.refusal.rule if answer.refusal else "" for answer in answers) == ["", "INV-5"]
    assert len(await node.log.store.load(subjects.case_events(case))) == len(case_in_triage())


async def test_a_storm_on_one_case_is_answered_in_full(network: Network, node: Node, case: UUID) -> None:
    """Forty commands at once at two instances: each is taken or refused by a rule, and the log tells one story."""
    await log_given(node, case, *included_case())
    join = AddPartner(organisation=OM, contact="Officier", deciders=(GEMEENTE,))
    leave = RemovePartner(organisation=OM, reason="Klaar.", deciders=(GEMEENTE,))
    async with serving(network, app, app), desk(network, HAAGLANDEN) as zvh:
        answers = await asyncio.gather(*(zvh.give(join if n % 2 else leave, case) for n in range(40)))
    assert {answer.refusal.rule for answer in answers if answer.refusal} <= {"TEA-1"}
    logged = [read_closed(m.data, m.seq) for m in await node.log.store.load(subjects.case_events(case))]
    added = logged[len(included_case()) :]
    assert len(added) == sum(len(answer.events) for answer in answers) > 0
    state = inclusion.initial
    for recorded in logged[: -len(added)]:
        state = inclusion.evolve(state, recorded)
    for recorded in added:
        here = state.standing.in_team(OM)
        state = inclusion.evolve(state, recorded)
        assert state.standing.in_team(OM) is not here, "joins and leaves take turns"
