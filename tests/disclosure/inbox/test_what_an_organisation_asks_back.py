"""ALW-2: an organisation asks for the letters that it was sent, page by page, and sees nothing of another."""

import json
from datetime import timedelta
from typing import Any

import pytest
from disclosure.disclosing import disclosed, logged, out

from levensloop.contracts.refusal import Refusal
from levensloop.disclosure import views
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.letters import own_letter
from support.letters import opened
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, OTHER_WOONPARTNER, POLITIE, RECLASSERING

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def asked(node: Node, organisation: str, **question: Any) -> dict[str, Any]:
    answer = await views.inbox(node)(organisation, question)
    assert not isinstance(answer, Refusal), answer
    return answer


async def test_it_gets_its_own_in_order(node: Node) -> None:
    case = await logged(node, *planned_case())
    await disclosed(node)
    mine = [message for message in await out(node, case) if message.subject.split(".")[1] == POLITIE]

    page = await asked(node, POLITIE, limit=500)

    of_case = [message for message in page["messages"] if message["case"] == str(case)]
    assert [message["sequence"] for message in of_case] == [message.seq for message in mine]
    letters = [own_letter(message["letter"].encode()) for message in of_case]
    assert {(letter.address.sender, letter.address.recipient) for letter in letters} == {(HAAGLANDEN, POLITIE)}
    first = json.loads(await opened(node, case, of_case[0]["letter"].encode()))
    assert first["type"] == "nl.levensloopaanpak.view.client-reported.v1"
    assert page["next"] is None


async def test_another_has_an_empty_one(node: Node) -> None:
    await logged(node, *planned_case())
    await disclosed(node)

    assert await asked(node, OTHER_WOONPARTNER) == {"messages": [], "next": None}


async def test_it_turns_the_pages_until_the_end(node: Node) -> None:
    await logged(node, *planned_case())
    await disclosed(node)
    whole = (await asked(node, RECLASSERING, limit=500))["messages"]

    found: list[Any] = []
    after: int | None = 0
    while after is not None:
        page = await asked(node, RECLASSERING, limit=4, after=after)
        assert len(page["messages"]) <= 4
        found, after = [*found, *page["messages"]], page["next"]

    assert found == whole


async def test_a_page_is_no_larger_than_an_answer_may_be(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    await logged(node, *planned_case())
    await disclosed(node)
    monkeypatch.setattr(views, "PAGE_BYTES", 1)

    page = await asked(node, POLITIE)

    assert len(page["messages"]) == 1, "one always fits"
    assert page["next"] == page["messages"][0]["sequence"]


async def test_it_asks_since_a_moment(node: Node) -> None:
    first = await logged(node, *planned_case())
    await disclosed(node)
    moment = max(message.time for message in await out(node, first)) + timedelta(microseconds=1)
    second = await logged(node, *planned_case())
    await disclosed(node)

    page = await asked(node, POLITIE, since=moment.isoformat(), limit=500)

    assert {message["case"] for message in page["messages"]} == {str(second)}


@pytest.mark.parametrize(
    "question", [{"since": "gisteren"}, {"since": "2026-01-01T00:00:00"}, {"limit": 0}, {"after": -1}, {"case": "x"}]
)
async def test_a_question_it_does_not_understand_is_refused(node: Node, question: dict[str, Any]) -> None:
    refusal = await views.inbox(node)(POLITIE, question)

    assert isinstance(refusal, Refusal)
    assert refusal.rule == "INV-1"


@pytest.mark.parametrize("stranger", ["*", ">", "politie-nergens"])
async def test_an_unknown_organisation_is_refused(node: Node, stranger: str) -> None:
    refusal = await views.inbox(node)(stranger, {})

    assert isinstance(refusal, Refusal)
    assert refusal.rule == "INV-3"
