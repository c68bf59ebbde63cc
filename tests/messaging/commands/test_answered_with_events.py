"""A command is answered with the events that it led to, as they stand in the log."""

from uuid import UUID

from levensloop.inclusion.app import app
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import desk, serving
from support.samples.inclusion import SAMPLE_PURPOSE


async def test_the_answer_names_each_event_with_its_place(network: Network, node: Node, case: UUID) -> None:
    async with serving(network, app), desk(network) as politie:
        answers = [await politie.report(case), await politie.give(SAMPLE_PURPOSE, case)]
    logged = (await node.log.load(case)).events
    assert [(r.id, r.position) for r in logged] == [(e.id, e.position) for a in answers for e in a.events]
    assert [type(r.event).wire_name() for r in logged] == [e.type for a in answers for e in a.events]
    assert not any(answer.repeated or answer.refusal for answer in answers)


async def test_a_partner_reports_through_the_hub(network: Network, case: UUID) -> None:
    async with serving(network, app), desk(network, "gemeente-den-haag") as gemeente:
        answer = await gemeente.report(case)
    assert [event.type for event in answer.events] == ["nl.levensloopaanpak.client-reported.v1"]
