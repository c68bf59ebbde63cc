"""MOV-7, EXT-3 on a real server: of a shielded case no view says anything, a list only that it is, and the log still has it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.plan.app import app as plan
from levensloop.signals.app import app as signals
from support.messaging import log_given, serving
from support.samples.inclusion import client_died, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW

MOVED = (move_announced(NOW), direction_transferred(NOW))
ENDED = (client_died(),)
VIEWS = (("inclusion", "case"), ("plan", "plan"), ("signals", "watch"))
LISTS = (("inclusion", "cases"), *((service, "agenda") for service, _ in VIEWS))


async def asked(network: Network, service: str, question: str, **body: Any) -> dict[str, Any] | Refusal:
    nc = await network.connect(HAAGLANDEN)
    try:
        return await client.ask(nc, HAAGLANDEN, HAAGLANDEN, service, question, body)
    finally:
        await nc.close()


async def rows(network: Network, case: UUID) -> list[dict[str, Any]]:
    found = []
    for service, question in LISTS:
        answer = await asked(network, service, question, case=str(case))
        assert not isinstance(answer, Refusal)
        found += answer["rows"]
    return found


@pytest.mark.parametrize(("end", "rule"), [(MOVED, "MOV-7"), (ENDED, "EXT-3")], ids=["mov_7", "ext_3"])
async def test_no_view_shows_it_and_a_list_says_only_that(network: Network, node: Node, end: Any, rule: str) -> None:
    await log_given(node, case := uuid4(), *planned_case())
    async with serving(network, inclusion, plan, signals):
        for service, view in VIEWS:
            assert not isinstance(await asked(network, service, view, case=str(case)), Refusal), "it is open"
        await log_given(node, case, *end)

        for service, view in VIEWS:
            refusal = await asked(network, service, view, case=str(case))
            assert isinstance(refusal, Refusal)
            assert (refusal.rule, "afgeschermd" in refusal.message) == (rule, True)
        assert await rows(network, case) == [{"case": str(case), "shielded": rule}]
    assert len(await node.log.store.load(subjects.case_events(case))) >= len((*planned_case(), *end)), "kept"
