"""MOV-1 on a real server: of a case that may come here the ZVH sees that it is asked something, and who it is about; no more."""

from typing import Any
from uuid import UUID, uuid4

from levensloop.contracts.events.handover import IdentityWithdrawn
from levensloop.contracts.refusal import Refusal
from levensloop.handover.app import app as handover
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import log_given, serving
from support.samples.handover import answered, presented
from support.samples.inclusion import SAMPLE_PERSON, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM, actor

ASKED = presented(2, ROTTERDAM, HAAGLANDEN)
WITHDRAWN = IdentityWithdrawn(at=NOW, by=actor(ROTTERDAM), move=2, from_zvh=ROTTERDAM, to_zvh=HAAGLANDEN)


async def asked(network: Network, service: str, question: str, case: UUID) -> dict[str, Any] | Refusal:
    nc = await network.connect(HAAGLANDEN)
    try:
        return await client.ask(nc, HAAGLANDEN, HAAGLANDEN, service, question, {"case": str(case)})
    finally:
        await nc.close()


async def rows(network: Network, service: str, question: str, case: UUID) -> list[dict[str, Any]]:
    answer = await asked(network, service, question, case)
    assert not isinstance(answer, Refusal)
    return list(answer["rows"])


async def test_mov_1_it_is_in_the_list_and_on_the_agenda_though_there_is_no_case(network: Network, node: Node) -> None:
    await log_given(node, case := uuid4(), ASKED)
    async with serving(network, inclusion, handover):
        [row] = await rows(network, "inclusion", "cases", case)
        assert (row["phase"], row["director"]) == ("presented", ROTTERDAM)
        [item] = await rows(network, "handover", "agenda", case)
        assert (item["owner"], item["rule"]) == (HAAGLANDEN, "MOV-1")
        seen = await asked(network, "handover", "identity", case)
        assert not isinstance(seen, Refusal)
        assert seen["identity"]["person"]["name"] == SAMPLE_PERSON.name

        await log_given(node, case, answered(2, by=HAAGLANDEN, from_zvh=ROTTERDAM))
        assert await rows(network, "handover", "agenda", case) == []


async def test_mov_1_what_was_withdrawn_is_shielded(network: Network, node: Node) -> None:
    await log_given(node, case := uuid4(), ASKED, WITHDRAWN)
    async with serving(network, inclusion, handover):
        assert await rows(network, "handover", "agenda", case) == []
        assert [row.get("shielded") for row in await rows(network, "inclusion", "cases", case)] == ["MOV-7"]
        assert isinstance(await asked(network, "handover", "identity", case), Refusal)


async def test_mov_1_of_a_client_who_may_come_back_the_old_copy_stays_shielded(network: Network, node: Node) -> None:
    gone = (*planned_case(), move_announced(NOW), direction_transferred(NOW))
    await log_given(node, case := uuid4(), *gone, ASKED)
    async with serving(network, inclusion, handover):
        assert isinstance(await asked(network, "inclusion", "case", case), Refusal)
        assert isinstance(await asked(network, "handover", "move", case), Refusal)
        assert not isinstance(await asked(network, "handover", "identity", case), Refusal)
        [item] = await rows(network, "handover", "agenda", case)
        assert item["what"] == f"identiteit beantwoorden voor {ROTTERDAM}: hit of geen hit"
