"""One trace (W3C Trace Context) from the caller's header, through the events of a command, to what follows from them."""

from uuid import UUID, uuid4

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.contracts.codec import parse
from levensloop.infra.messaging.app import running, wire
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import HEADER, new_traceparent
from levensloop.infra.nodes.network import Network
from support.messaging import LogLines, as_json, echo, request_as
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import HAAGLANDEN, POLITIE

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


async def test_from_the_caller_to_what_follows(network: Network, node: Node, case: UUID, log_lines: LogLines) -> None:
    async with running(wire(node, echo)) as service:
        await _report(network, node, case, {HEADER: PARENT})
        await service.caught_up()
    parents = await _traceparents(node, case)
    assert [parent.split("-")[1] for parent in parents] == [TRACE, TRACE]
    spans = {parent.split("-")[2] for parent in [PARENT, *parents]}
    assert len(spans) == 3, "each step is a span of its own"
    (line,) = [line for line in log_lines() if line["event"] == "command"]
    assert (line["trace"], line["case"]) == (TRACE, str(case))


@pytest.mark.parametrize(
    "header",
    ["", "onzin", f"01-{TRACE}-00f067aa0ba902b7-01", f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{TRACE}-{'0' * 16}-01"],
)
async def test_a_header_that_does_not_hold_starts_a_new_trace(
    network: Network, node: Node, case: UUID, header: str
) -> None:
    async with running(wire(node, echo)) as service:
        await _report(network, node, case, {HEADER: header} if header else None)
        await service.caught_up()
    first, second = await _traceparents(node, case)
    assert first.split("-")[1] == second.split("-")[1]
    assert first.split("-")[1] not in (TRACE, "0" * 32)


def test_a_new_span_keeps_the_trace() -> None:
    assert new_traceparent(PARENT).startswith(f"00-{TRACE}-")
    assert new_traceparent(PARENT) != new_traceparent(PARENT)


async def _report(network: Network, node: Node, case: UUID, headers: dict[str, str] | None) -> None:
    subject = subjects.command(HAAGLANDEN, POLITIE, "inclusion", "ReportClient")
    body = Command(id=uuid4(), case=case, functionary="x", data=as_json(SAMPLE_REPORT)).model_dump_json().encode()
    answer = Answer.model_validate_json(await request_as(network, node.nc, POLITIE, subject, body, headers))
    assert answer.refusal is None


async def _traceparents(node: Node, case: UUID) -> list[str]:
    messages = await node.log.store.load(subjects.case_events(case))
    return [parse(message.data).traceparent or "" for message in messages]
