"""What is refused names its rule, in Dutch, and leaves the log as it was (INV-1 to INV-6); who gave it is judged before (INV-9)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.contracts.event import DomainEvent
from levensloop.inclusion.app import app
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import as_json, log_given, request_as, serving
from support.samples.inclusion import SAMPLE_INFORMED, SAMPLE_PURPOSE, SAMPLE_REPORT, reported_case
from support.samples.world import HAAGLANDEN, POLITIE, WOONPARTNER

REPORT, PURPOSE, INFORMED = as_json(SAMPLE_REPORT), as_json(SAMPLE_PURPOSE), as_json(SAMPLE_INFORMED)


@dataclass(frozen=True)
class Wrong:
    rule: str
    name: str
    data: Mapping[str, Any]
    organisation: str = POLITIE
    given: tuple[DomainEvent, ...] = ()


WRONG = {
    "wrong_field": Wrong("INV-1", "ReportClient", {**REPORT, "reason": ""}),
    "missing_field": Wrong("INV-1", "ReportClient", {"reason": "Overlast."}),
    "field_too_many": Wrong("INV-1", "ReportClient", {**REPORT, "religion": "geen"}),
    "far_too_many_fields": Wrong("INV-1", "ReportClient", {**REPORT, **{f"field_{i}": 1 for i in range(30_000)}}),
    "unknown_command": Wrong("INV-2", "ForgetClient", {}),
    "command_of_another_service": Wrong("INV-2", "RaiseSignal", {}),
    "case_that_is_not_there": Wrong("INV-4", "AssessPurpose", PURPOSE),
    "case_that_is_there": Wrong("INV-4", "ReportClient", REPORT, given=reported_case()),
    "wrong_phase": Wrong("INV-5", "RecordClientInformed", INFORMED, HAAGLANDEN, reported_case()),
    "standing": Wrong("INV-6", "RecordClientInformed", INFORMED, WOONPARTNER, reported_case()),
    "standing_by_rule": Wrong("REP-1", "ReportClient", REPORT, WOONPARTNER),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
async def test_refused_by_its_rule(wrong: Wrong, network: Network, node: Node, case: UUID) -> None:
    if wrong.given:
        await log_given(node, case, *wrong.given)
    body = Command(id=uuid4(), case=case, functionary="medewerker", data=dict(wrong.data)).model_dump_json()
    assert (await refused(network, node, wrong.name, wrong.organisation, body.encode())).startswith(wrong.rule)


BODIES = {
    "not_json": b"{",
    "empty": b"",
    "no_object": b"[]",
    "binary": bytes(range(256)),
    "no_data": json.dumps({"id": str(uuid4()), "case": str(uuid4()), "functionary": "x"}).encode(),
    "case_no_id": json.dumps({"id": str(uuid4()), "case": "Jan", "functionary": "x", "data": REPORT}).encode(),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_inv_1_what_cannot_be_read(body: bytes, network: Network, node: Node) -> None:
    assert (await refused(network, node, "ReportClient", POLITIE, body)).startswith("INV-1")


async def refused(network: Network, node: Node, name: str, organisation: str, body: bytes) -> str:
    """The rule and the sentence; checks that nothing was recorded. The ZVH's own account may use any sender's subject."""
    async with serving(network, app):
        before = await node.log.store.last_seq()
        subject = subjects.command(HAAGLANDEN, organisation, "inclusion", name)
        answer = Answer.model_validate_json(await request_as(network, node.nc, organisation, subject, body))
        assert await node.log.store.last_seq() == before
    assert answer.refusal is not None
    assert not answer.events
    return f"{answer.refusal.rule}: {answer.refusal.message}"
