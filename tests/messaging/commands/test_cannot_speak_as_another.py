"""Who gives a command is what the server says: a partner's account reaches no subject of another organisation."""

from uuid import UUID, uuid4

import pytest
from nodes.trying import answer

from levensloop.contracts import subjects
from levensloop.contracts.answer import Command
from levensloop.inclusion.app import app
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import Desk, as_json, desk, serving
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import GEMEENTE, HAAGLANDEN, POLITIE


@pytest.mark.parametrize("other", [POLITIE, HAAGLANDEN, "politie-rotterdam", "*"])
async def test_the_hub_refuses_it(other: str, network: Network, node: Node, case: UUID) -> None:
    before = await node.log.store.last_seq()
    body = Command(id=uuid4(), case=case, functionary="x", data=as_json(SAMPLE_REPORT)).model_dump_json().encode()
    async with serving(network, app), desk(network, GEMEENTE) as gemeente:
        for subject in (
            subjects.command(HAAGLANDEN, other, "inclusion", "ReportClient"),
            subjects.ask(HAAGLANDEN, other, "inclusion", "case"),
            subjects.health(HAAGLANDEN, "inclusion"),
        ):
            assert await answer(gemeente.nc, subject, body) is None
        assert await node.log.store.last_seq() == before
        assert (await gemeente.report(case)).events, "as itself it is heard"


async def test_the_client_says_what_to_check(network: Network, case: UUID) -> None:
    async with serving(network, app), desk(network, GEMEENTE) as gemeente:
        with pytest.raises(Unanswered, match=f"{HAAGLANDEN} geeft geen antwoord op ReportClient"):
            await Desk(gemeente.nc, POLITIE, patience=1).report(case)
