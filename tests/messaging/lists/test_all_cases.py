"""What a ZVH asks over all its cases: right at once, right after a restart, for itself alone."""

import dataclasses
from typing import Any
from uuid import UUID, uuid4

from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import ServiceApp
from levensloop.infra.messaging.lists import PAGE_BYTES, ListQuestion, page
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.plan.app import app as plan
from support.messaging import desk, log_given, serving
from support.samples.inclusion import case_in_triage, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, POLITIE


async def _rows(network: Network, service: str, question: str, **body: Any) -> dict[UUID, list[dict[str, Any]]]:
    """Case → its rows, asked by the ZVH itself."""
    nc = await network.connect(HAAGLANDEN)
    try:
        answer = await client.ask(nc, HAAGLANDEN, HAAGLANDEN, service, question, body)
    finally:
        await nc.close()
    assert not isinstance(answer, Refusal), answer
    assert answer["next"] is None
    found: dict[UUID, list[dict[str, Any]]] = {UUID(case): [] for case in answer["unreadable"]}
    for row in answer["rows"]:
        found.setdefault(UUID(row.pop("case")), []).append(row)
    return found


def answers_only(node: Node) -> ServiceApp:
    """The plan service, of which no timer goes off between two questions."""
    return dataclasses.replace(plan(node), policies=())


async def test_a_case_is_in_it_as_soon_as_its_command_is_answered_and_after_a_restart(
    network: Network, node: Node, case: UUID
) -> None:
    async with serving(network, inclusion), desk(network) as politie:
        before = await _rows(network, "inclusion", "cases")
        await politie.report(case)
        after = await _rows(network, "inclusion", "cases")
    async with serving(network, inclusion):
        restarted = await _rows(network, "inclusion", "cases")

    row = {"phase": "reported", "director": HAAGLANDEN, "moving_to": None, "included_on": None}
    assert case not in before
    assert after == restarted == {**before, case: [row]}


async def test_mov_7_a_case_that_moved_away_is_listed_as_shielded_and_asks_nothing_of_anyone(
    network: Network, node: Node
) -> None:
    stays, moved = uuid4(), uuid4()
    await log_given(node, stays, *planned_case())
    await log_given(node, moved, *planned_case(), move_announced(NOW), direction_transferred(NOW))

    async with serving(network, inclusion, answers_only):
        cases = await _rows(network, "inclusion", "cases")
        agenda = await _rows(network, "plan", "agenda")
        only = await _rows(network, "plan", "agenda", case=str(stays))

    assert [cases[stays][0][key] for key in ("phase", "included_on")] == ["planned", "2026-01-12"]
    assert cases[moved] == [{"shielded": "MOV-7"}]
    assert moved not in agenda
    assert only == {stays: agenda[stays]}
    assert "REV-1" in {item["rule"] for item in agenda[stays]}


async def test_a_case_that_cannot_be_read_is_named_and_hides_no_other(network: Network, node: Node, case: UUID) -> None:
    broken = uuid4()
    await node.log.store.append([NewMessage(f"es.inclusion.case.{broken}", b"no event")])
    await log_given(node, case, *case_in_triage())

    async with serving(network, inclusion):
        cases = await _rows(network, "inclusion", "cases")

    assert cases[broken] == []
    assert cases[case][0]["phase"] == "triage"


async def test_a_partner_may_not_ask(network: Network, node: Node) -> None:
    async with serving(network, inclusion), desk(network, POLITIE) as politie:
        for question in ("cases", "agenda"):
            answer = await client.ask(politie.nc, HAAGLANDEN, POLITIE, "inclusion", question, {})
            assert isinstance(answer, Refusal)
            assert answer.rule == "INV-6"


async def test_a_question_that_is_wrong_is_refused(network: Network, node: Node) -> None:
    nc = await network.connect(HAAGLANDEN)
    async with serving(network, inclusion):
        answer = await client.ask(nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "cases", {"after": -1})
    await nc.close()

    assert isinstance(answer, Refusal)
    assert (answer.rule, answer.details["fields"]) == ("INV-1", "after (te laag)")


def test_more_than_fits_in_one_answer_comes_in_pages() -> None:
    cases = {uuid4(): number for number in range(5)}
    half = "x" * (PAGE_BYTES // 2 - 100)
    seen, after = [], 0

    while True:
        answer = page(cases, lambda number: [{"number": number, "text": half}], ListQuestion(after=after))
        seen.append([row["number"] for row in answer["rows"]])
        if answer["next"] is None:
            break
        after = answer["next"]

    assert seen == [[0, 1], [2, 3], [4]]
