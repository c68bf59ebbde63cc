"""PLN-5, EXT-2, ALW-3: asked of a real node, over each organisation's own connection, with the record of what went out."""

import asyncio
import base64
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from documents.given import excluded, moving, with_two_plans
from documents.reading import Logged, pages

from levensloop.audit.records.out_records import _read
from levensloop.contracts import subjects
from levensloop.contracts.categories import Category
from levensloop.contracts.matrix.lines import Grant
from levensloop.contracts.refusal import Refusal
from levensloop.documents import questions
from levensloop.documents.account import mac
from levensloop.infra.messaging import client
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Use
from levensloop.retention.erasing import destroy_keys
from support.messaging import log_given
from support.samples.world import HAAGLANDEN, NOW, POLITIE, PROVIDER
from support.waiting import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def case_with(node: Node, log: Logged) -> UUID:
    """A case of its own with these events."""
    case = uuid4()
    await log_given(node, case, *(recorded.event for recorded in log))
    return case


async def asked(network: Network, organisation: str, name: str, case: UUID, **more: Any) -> dict[str, Any] | Refusal:
    nc = await network.connect(organisation)
    try:
        return await client.ask(nc, HAAGLANDEN, organisation, "documents", name, {"case": str(case), **more}, PATIENCE)
    finally:
        await nc.close()


def content(answer: dict[str, Any] | Refusal) -> bytes:
    assert not isinstance(answer, Refusal), answer
    assert answer["media_type"] == "application/pdf"
    return base64.b64decode(answer["base64"], validate=True)


async def accounts(node: Node, case: UUID) -> list[dict[str, Any]]:
    stored = await node.store(subjects.out_stream(node.me)).load(subjects.account(case))
    return [json.loads(message.data) for message in stored]


def rule(answer: dict[str, Any] | Refusal) -> str:
    assert isinstance(answer, Refusal), "it was given"
    return answer.rule


@pytest.mark.parametrize(
    ("name", "log", "title"),
    [
        ("plan", with_two_plans(), "Levensloopplan"),
        ("exclusion", excluded(), "Exclusiebesluit"),
        ("transfer", moving(), "Overdrachtsdossier"),
    ],
)
async def test_the_zvh_gets_each(network: Network, node: Node, name: str, log: Logged, title: str) -> None:
    case = await case_with(node, log)
    answer = await asked(network, HAAGLANDEN, name, case)
    found = pages(content(answer))
    assert isinstance(answer, dict)
    assert str(case) in answer["name"]
    assert title in found[0]
    assert f"pagina 1 van {len(found)}" in found[0]
    assert await accounts(node, case) == [], "nothing left the ZVH"


async def test_pln_5_the_provider_gets_the_version_it_asks_for(network: Network, node: Node) -> None:
    case = await case_with(node, with_two_plans())
    assert "versie 2" in pages(content(await asked(network, PROVIDER, "plan", case)))[0]
    assert "versie 1" in pages(content(await asked(network, PROVIDER, "plan", case, version=1)))[0]


async def test_alw_3_what_goes_to_the_provider_is_on_record_first(network: Network, node: Node) -> None:
    case = await case_with(node, excluded())
    answer = await asked(network, PROVIDER, "exclusion", case)
    assert isinstance(answer, dict)
    [record] = await accounts(node, case)
    assert record["to"] == PROVIDER
    assert record["from"] == HAAGLANDEN
    assert record["document"] == answer["name"]
    keys = await node.vault.keys.to_decrypt(case, Use.OUT, {record["kid"]})
    key = keys.find(record["kid"], "case")
    assert key is not None
    assert record["mac"] == mac(content(answer), key.secret)
    assert "sha256" not in record, "of plain text nothing that outlives the case"
    assert (record["role"], record["grant"]) == ("levensloopaanbieder", "team")
    assert "T-REGIE" in record["codes"]
    assert "team" in record["grounds"]
    assert record["event_type"] == "nl.levensloopaanpak.client-excluded.v1"
    assert {"identity", "health", "guidance", "staff"} <= set(record["categories"])
    assert record["at"].startswith(NOW.date().isoformat())
    assert "Joris" not in json.dumps(record)
    known = {str(each.id): type(each.event).__name__ for each in (await node.log.load(case)).events}
    assert {known[event] for event in record["events"]} == {"ClientReported", "ClientIncluded", "ClientExcluded"}


async def test_wgs_1_8_7_the_mark_of_a_document_says_nothing_once_the_keys_of_the_case_are_destroyed(
    network: Network, node: Node
) -> None:
    """WGS-1.8-7: the record stays, and nobody can find the document by it."""
    case = await case_with(node, with_two_plans())
    content(await asked(network, PROVIDER, "plan", case))
    await destroy_keys(node, case)

    [record] = await accounts(node, case)
    keys = await node.vault.keys.to_decrypt(case, Use.OUT, {record["kid"]})
    assert keys.find(record["kid"], "case") is None


async def test_wgs_1_8_4_in_the_accountability_log_stands_by_which_line_it_went(network: Network, node: Node) -> None:
    """WGS-1.8-4: as of a letter."""
    case = await case_with(node, with_two_plans())
    content(await asked(network, PROVIDER, "plan", case))
    [message] = await node.store(subjects.out_stream(node.me)).load(subjects.account(case))
    facts, *_ = _read(message.data)
    assert facts["codes"]
    assert (facts["purpose"], facts["article"], facts["ground"]) == ("T-REGIE", "WGS-2.29-2", "good-care")
    assert {each.category for each in facts["held"]} <= set(map(Category, facts["categories"]))
    assert facts["letter"] is None, "it is given there and then"
    assert Grant.TEAM in facts["grants"]


async def test_tea_2_by_less_than_the_leader_has_no_document_is_given(
    network: Network, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TEA-2: a replica that lags may not know yet that somebody left."""

    async def lags(log: CaseLog, history: CaseHistory) -> bool:
        return False

    case = await case_with(node, with_two_plans())
    monkeypatch.setattr(CaseLog, "is_current", lags)
    assert rule(await asked(network, PROVIDER, "plan", case)) == "INV-8"
    assert await accounts(node, case) == []


@pytest.mark.parametrize(("name", "expected"), [("plan", "PLN-5"), ("exclusion", "EXT-2"), ("transfer", "MOV-2")])
async def test_alw_2_another_member_of_the_team_is_refused(
    network: Network, node: Node, name: str, expected: str
) -> None:
    case = await case_with(node, excluded())
    assert rule(await asked(network, POLITIE, name, case)) == expected
    assert await accounts(node, case) == []


@pytest.mark.parametrize("more", [{"version": 0}, {"version": "twee"}, {"pagina": 1}])
async def test_a_question_it_does_not_understand_is_refused(network: Network, node: Node, more: dict[str, Any]) -> None:
    assert rule(await asked(network, HAAGLANDEN, "plan", uuid4(), **more)) == "INV-1"


async def test_a_case_that_is_not_there_is_refused(network: Network, node: Node) -> None:
    assert rule(await asked(network, HAAGLANDEN, "plan", uuid4())) == "INV-4"
    assert rule(await asked(network, PROVIDER, "plan", uuid4())) == "PLN-5"


async def test_a_document_that_is_too_large_for_an_answer_is_said_and_not_on_record(
    network: Network, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await case_with(node, with_two_plans())
    monkeypatch.setattr(questions, "ROOM", node.nc.max_payload - 1024)
    answer = await asked(network, PROVIDER, "plan", case)
    assert rule(answer) == "INV-8"
    assert isinstance(answer, Refusal)
    assert "past" in answer.message
    assert int(answer.details["size"]) > int(answer.details["most"])
    assert await accounts(node, case) == []


async def test_the_largest_that_may_be_sent_arrives(
    network: Network, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = (node.nc.max_payload - questions.ROOM) * 3 // 4
    monkeypatch.setattr(questions, "pdf", lambda document: b"%PDF-" + b"x" * (most - 5))
    case = await case_with(node, with_two_plans())
    assert len(content(await asked(network, PROVIDER, "plan", case))) == most


async def test_many_at_once_are_each_answered(network: Network, node: Node) -> None:
    case = await case_with(node, moving())
    answers = await asyncio.gather(*(asked(network, HAAGLANDEN, "transfer", case) for _ in range(8)))
    assert len({content(answer) for answer in answers}) == 1


async def test_alw_3_without_the_record_there_is_no_document(
    network: Network, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await case_with(node, with_two_plans())
    monkeypatch.setattr(subjects, "out_stream", lambda zvh: "OUT_nergens")
    assert rule(await asked(network, PROVIDER, "plan", case)) == "INV-8"
