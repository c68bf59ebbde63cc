"""A fault of ours in a decision or a view is answered and logged without a word of the data; the service goes on."""

from dataclasses import replace
from typing import Any, NoReturn
from uuid import UUID

from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import ServiceApp, wire
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import LogLines, desk, serving, toy
from support.samples.inclusion import SAMPLE_PERSON, SAMPLE_REPORT
from support.samples.world import HAAGLANDEN


def faulty(node: Node) -> ServiceApp:
    def fail(*about: Any) -> NoReturn:
        raise RuntimeError(f"over {SAMPLE_PERSON.name}")

    async def ask(organisation: str, body: dict[str, Any]) -> NoReturn:
        fail(body)

    return replace(wire(node, replace(toy, decide=fail)), asks={"broken": ask})


async def test_an_answer_comes_and_nothing_changes(
    network: Network, node: Node, case: UUID, log_lines: LogLines
) -> None:
    before = await node.log.store.last_seq()
    async with serving(network, faulty), desk(network) as politie:
        answers = [await politie.give(SAMPLE_REPORT, case) for _ in range(3)]
        question = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "broken", {})
    for refusal in (*(answer.refusal for answer in answers), question):
        assert isinstance(refusal, Refusal)
        assert refusal.rule == "INV-8"
        assert "fout in de software" in refusal.message
    assert await node.log.store.last_seq() == before
    faults = [line for line in log_lines() if line["event"] == "fault"]
    assert [line["kind"] for line in faults] == ["RuntimeError"] * 4
    assert all(line["trace"] and line["service"] == "inclusion" for line in faults)
    assert SAMPLE_PERSON.name not in str(log_lines())
