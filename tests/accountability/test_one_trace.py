"""One trace from a partner's signal to every inbox that it reached, in any OTLP viewer: here a collector that listens on loopback."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from levensloop.contracts import subjects
from levensloop.disclosure.app import app as disclosure
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.messaging import tracing
from levensloop.infra.messaging.app import RunningService
from levensloop.infra.messaging.spans import spans_to_collector
from levensloop.infra.nodes.network import Network
from levensloop.signals.app import app as signals
from support.collector import Collector
from support.messaging import at_node, desk, log_given, serving
from support.samples.inclusion import included_case
from support.samples.signals import SAMPLE_SIGNAL
from support.samples.world import POLITIE

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def services(network: Network) -> AsyncIterator[list[RunningService]]:
    async with serving(network, inclusion, signals, disclosure) as running:
        yield running


async def test_one_trace_from_a_signal_to_every_inbox(
    network: Network, services: list[RunningService], collector: Collector
) -> None:
    case = uuid4()
    async with at_node(network) as node:
        await log_given(node, case, *included_case())
        for service in services:
            await service.caught_up()
        out = node.store(subjects.out_stream(node.me))
        before = await out.last_seq()
        with spans_to_collector(collector.url, "test"):
            async with desk(network, POLITIE) as police:
                assert (await police.give(SAMPLE_SIGNAL, case)).refusal is None
            for service in services:
                await service.caught_up()
        reached = [m for m in await out.load(subjects.out("*", case), before)]
    (given,) = [span for span in collector.spans if span.name == "cmd RaiseSignal"]
    ours = {span.span_id.hex(): span for span in collector.spans if span.trace_id == given.trace_id}
    assert reached
    for message in reached:
        _, trace, by, _ = message.headers[tracing.HEADER].split("-")
        assert trace == given.trace_id.hex()
        assert ours[by].name == "policy disclosure/disclosure"
        assert _root(ours, by).span_id == given.span_id, "it hangs under the signal, without a gap"
    assert len({m.subject for m in reached}) > 1, "it reached several"
    assert not any(str(case).encode() in body or SAMPLE_SIGNAL.text.encode() in body for body in collector.bodies)


def _root(spans: dict[str, Span], at: str) -> Span:
    """The first of ours above this one; what the partner did before it is under its own name."""
    while spans[at].parent_span_id.hex() in spans:
        at = spans[at].parent_span_id.hex()
    return spans[at]


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
