"""Operating logs are JSON lines with service, case and trace; no value that a command carried is ever in them."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.inclusion.app import app as inclusion_app
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.case_log import CaseHistory
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.plan.app import app as plan_app
from support.messaging import LogLines, as_json, at_node, desk, log_given, request_as, serving
from support.samples.inclusion import SAMPLE_INCLUSION, SAMPLE_REPORT, case_on_the_table, reported_case
from support.samples.world import CHAIR, HAAGLANDEN, POLITIE, WOONPARTNER

MARK = "GEHEIM"


async def test_not_of_a_command_that_holds_or_is_refused(network: Network, case: UUID, log_lines: LogLines) -> None:
    marked = _marked(as_json(SAMPLE_REPORT))
    assert len(list(_texts(marked))) > 5
    async with at_node(network) as node, running(inclusion_app(node)):
        await _send(network, node, POLITIE, "ReportClient", case, marked)
        await _send(network, node, POLITIE, "ReportClient", case, marked)
        await _send(network, node, WOONPARTNER, "ReportClient", uuid4(), marked)
        await _send(network, node, POLITIE, "ReportClient", uuid4(), {**marked, "reason": {MARK: MARK}})
        await _send(network, node, POLITIE, MARK, uuid4(), marked)
    commands = [line for line in log_lines() if line["event"] == "command"]
    assert [line["refused"] for line in commands] == [None, "INV-4", "REP-1", "INV-1", "INV-2"]
    assert all(line["service"] == "inclusion" and line["trace"] and line["level"] == "info" for line in commands)
    assert commands[0]["case"] == str(case)
    assert MARK not in json.dumps(log_lines())


async def test_not_of_a_reaction_or_an_inclusion(network: Network, node: Node, case: UUID, log_lines: LogLines) -> None:
    await log_given(node, case, *case_on_the_table())
    async with serving(network, inclusion_app, plan_app) as services, desk(network, HAAGLANDEN) as zvh:
        answer = await zvh.give(SAMPLE_INCLUSION, case, by=CHAIR)
        for service in services:
            await service.caught_up()
    assert answer.events
    said = json.dumps(log_lines(), ensure_ascii=False)
    assert not [text for text in _texts(as_json(SAMPLE_INCLUSION)) if " " in text and text in said]


async def test_not_of_a_dead_letter(own_network: Network, case: UUID, log_lines: LogLines) -> None:
    async with at_node(own_network) as node:
        (message,) = await node.log.messages(CaseHistory(case, ()), reported_case())
        [envelope] = await node.vault.unseal([message.data])
        data = _marked(envelope.data)
        data["person"]["birth_date"] = MARK
        [broken] = await node.vault.seal(case, [(envelope.model_copy(update={"data": data}), ClientReported)])
        await node.log.store.append([dataclasses.replace(message, data=broken)])
        async with running(inclusion_app(node)) as service:
            await service.caught_up()
        (letter,) = await node.dead.of("inclusion")
    assert "person" in letter.reason
    assert MARK not in letter.reason
    (line,) = [line for line in log_lines() if line["event"] == "dead letter"]
    assert (line["service"], line["policy"], line["case"]) == ("inclusion", "reactions", str(case))
    assert line["trace"]
    assert MARK not in json.dumps(log_lines())


def _marked(value: Any) -> Any:
    """The same data with a mark in every free text of it: what has a space or a capital is somebody's own words."""
    match value:
        case dict():
            return {key: _marked(item) for key, item in value.items()}
        case list():
            return [_marked(item) for item in value]
        case str() if " " in value or not value.islower():
            return value if value[:4].isdigit() else f"{value} {MARK}"
    return value


def _texts(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list():
            for item in value:
                yield from _texts(item)
        case str():
            yield value


async def _send(network: Network, node: Node, organisation: str, name: str, case: UUID, data: dict[str, Any]) -> Answer:
    body = Command(id=uuid4(), case=case, functionary=f"wijkagent {MARK}", data=data).model_dump_json().encode()
    subject = subjects.command(HAAGLANDEN, organisation, "inclusion", name)
    return Answer.model_validate_json(await request_as(network, node.nc, organisation, subject, body))
