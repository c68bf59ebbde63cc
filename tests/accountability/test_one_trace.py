"""One trace from a partner's signal to every inbox that it reached, in any OTLP viewer: here a collector that listens on loopback."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from retention.world import own_node

from levensloop.contracts import subjects
from levensloop.contracts.disclosure import VERSION
from levensloop.disclosure.app import app as disclosure
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.messaging import tracing
from levensloop.infra.messaging.app import RunningService
from levensloop.infra.messaging.partner import from_inbox, from_outbox, inbox_history
from levensloop.infra.messaging.spans import spans_to_collector
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.letters import own_letter
from levensloop.signals.app import app as signals
from support.collector import Collector
from support.messaging import at_node, desk, log_given, serving
from support.samples.inclusion import included_case
from support.samples.signals import SAMPLE_SIGNAL
from support.samples.world import GEMEENTE, HAAGLANDEN, POLITIE, ROTTERDAM
from support.waiting import PATIENCE, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def services(network: Network) -> AsyncIterator[list[RunningService]]:
    async with serving(network, inclusion, signals, disclosure) as running:
        yield running


async def test_one_trace_from_a_signal_to_every_inbox(
    network: Network, services: list[RunningService], collector: Collector
) -> None:
    case, told = uuid4(), list[tracing.Span]()
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(at_node(network))
        await log_given(node, case, *included_case())
        await _settled(services)
        out = node.store(subjects.out_stream(node.me))
        before = await out.last_seq()
        stack.enter_context(spans_to_collector(collector.url, "test"))
        stack.enter_context(tracing.spans_to(told.append))
        with_node = [name for name in (n.name for n in network.topology.nodes) if name not in (HAAGLANDEN, ROTTERDAM)]
        for name in with_node:
            await stack.enter_async_context(own_node(network, name))
        police = await stack.enter_async_context(desk(network, POLITIE))
        assert (await police.give(SAMPLE_SIGNAL, case)).refusal is None
        await _settled(services)
        went = await out.load(subjects.out("*", case), before)
        inboxes = Counter(message.subject.split(".")[1] for message in went)
        for organisation in inboxes:
            await _read(network, organisation, {own_letter(message.data).address.message for message in went})
        arrived = Counter({name: count for name, count in inboxes.items() if name in with_node})
        await eventually(lambda: _who(told, "arrive") == arrived, "every copy is at the node of its organisation")

    assert len(inboxes) > 2, "it reached several"
    assert set(inboxes.values()) == {1}
    assert GEMEENTE in inboxes
    assert arrived, "one of them at a node of its own"
    assert len(inboxes) > len(arrived), "and another through the hub"
    (root,) = [span for span in collector.spans if span.name == "send cmd RaiseSignal"]
    ours = {span.span_id.hex(): span for span in collector.spans if span.trace_id == root.trace_id}
    above = {by: span.parent_span_id.hex() for by, span in ours.items()}
    assert [by for by, parent in above.items() if parent not in ours] == [root.span_id.hex()], "no other is missing"
    assert not root.parent_span_id
    (command,) = [by for by, span in ours.items() if span.name == "cmd RaiseSignal"]
    assert above[command] == root.span_id.hex()
    letters = {}
    for message in went:
        trace, by = tracing.span_in(message.headers[tracing.HEADER]) or ("", "")
        letters[by] = message.subject.split(".")[1]
        assert trace == root.trace_id.hex()
        assert (ours[by].name, said(ours[by])["organisation"]) == ("letter", letters[by])
        assert said(ours[by])["matrix"] == VERSION
        assert ours[above[by]].name == "policy disclosure/disclosure"
        assert command in _way_up(above, by), "it is because of the signal"
    assert len(letters) == len(went), "each letter is a span of its own"
    read = [(above[by], said(span)) for by, span in ours.items() if span.name == "read letter"]
    assert len(read) == len(letters), "one receipt for each letter"
    assert dict(read) == {by: {"organisation": to, "outcome": "opened"} for by, to in letters.items()}
    copied = [(above[by], said(span)["organisation"]) for by, span in ours.items() if span.name == "arrive"]
    assert len(copied) == len(arrived)
    assert dict(copied) == {by: to for by, to in letters.items() if to in with_node}
    assert {said(span).get("organisation") for span in ours.values()} == {None, POLITIE, *inboxes}, "nobody else"
    assert {key for span in ours.values() for key in said(span)} == {"service", "organisation", "matrix", "outcome"}
    assert not any(str(case).encode() in body or SAMPLE_SIGNAL.text.encode() in body for body in collector.bodies)


async def _settled(services: list[RunningService]) -> None:
    """Twice: what one does may be for another that was looked at before."""
    for _ in range(2):
        for service in services:
            await service.caught_up()


async def _read(network: Network, organisation: str, letters: set[UUID]) -> None:
    """As the organisation itself, which has older letters too: until it has one of these."""
    nc = await network.connect(organisation)
    try:
        if network.topology.node(organisation):
            coming = from_inbox(nc, organisation, HAAGLANDEN)
        elif organisation == GEMEENTE:  # as `levensloop partner tail` does
            coming = inbox_history(nc, HAAGLANDEN, organisation, datetime.fromtimestamp(0, UTC), follow=False)
        else:
            coming = from_outbox(nc, HAAGLANDEN, organisation)
        async with asyncio.timeout(PATIENCE), aclosing(coming) as read:  # type: ignore[type-var]
            async for one in read:
                if one.letter in letters:
                    return
    finally:
        await nc.close()


def _who(spans: list[tracing.Span], name: str) -> Counter[str]:
    return Counter(span.attributes["organisation"] for span in spans if span.name == name)


def said(span: Span) -> dict[str, str]:
    """The attributes of a span."""
    return {attribute.key: attribute.value.string_value for attribute in span.attributes}


def _way_up(above: dict[str, str], at: str) -> list[str]:
    way = [at]
    while above[way[-1]]:
        way.append(above[way[-1]])
    return way


async def test_a_name_that_somebody_made_up_is_in_no_span(
    network: Network, services: list[RunningService], collector: Collector
) -> None:
    with spans_to_collector(collector.url, "test"):
        async with desk(network, POLITIE) as police:
            await police.nc.request(subjects.ask("zvh-haaglanden", POLITIE, "inclusion", "Jan-Jansen"), b"{}")
    assert collector.spans
    assert not any(b"Jan-Jansen" in body for body in collector.bodies)


async def test_a_collector_that_is_away_holds_nothing_up(network: Network, services: list[RunningService]) -> None:
    with spans_to_collector("http://127.0.0.1:9/v1/traces", "test"):
        async with desk(network, POLITIE) as police:
            assert (await police.report(UUID(int=uuid4().int))).refusal is None
