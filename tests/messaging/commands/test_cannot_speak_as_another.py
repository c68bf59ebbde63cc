"""Who gives a command is what the server says: a partner's account reaches no subject of another organisation."""

from uuid import UUID, uuid4

import pytest
from nats.errors import NoRespondersError

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
async def test_there_is_no_responder(other: str, network: Network, node: Node, case: UUID) -> None:
    before = await node.log.store.last_seq()
    body = Command(id=uuid4(), case=case, functionary="x", data=as_json(SAMPLE_REPORT)).model_dump_json().encode()
    async with serving(network, app), desk(network, GEMEENTE) as gemeente:
        with pytest.raises(NoRespondersError):
            await gemeente.nc.request(subjects.command(HAAGLANDEN, other, "inclusion", "ReportClient"), body)
        with pytest.raises(NoRespondersError):
            await gemeente.nc.request(subjects.ask(HAAGLANDEN, other, "inclusion", "case"), b"{}")
        with pytest.raises(NoRespondersError):
            await gemeente.nc.request(subjects.health(HAAGLANDEN, "inclusion"), b"")
        assert await node.log.store.last_seq() == before
        assert (await gemeente.report(case)).events, "as itself it is heard"


async def test_the_client_says_what_to_check(network: Network, case: UUID) -> None:
    async with serving(network, app), desk(network, GEMEENTE) as gemeente:
        with pytest.raises(Unanswered, match=f"{HAAGLANDEN} geeft geen antwoord op ReportClient"):
            await Desk(gemeente.nc, POLITIE).report(case)
