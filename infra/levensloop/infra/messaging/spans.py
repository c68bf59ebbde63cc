"""Spans to any OTLP collector: one trace from a partner's command to every inbox that it reached. No person is in it, nor a case."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from levensloop.infra.messaging.tracing import Span, spans_to

_KINDS = {
    "send": SpanKind.CLIENT,
    "cmd": SpanKind.SERVER,
    "ask": SpanKind.SERVER,
    "letter": SpanKind.PRODUCER,
    "arrive": SpanKind.CONSUMER,
    "read": SpanKind.CONSUMER,
}
"""By the first word of a name; a viewer draws who talks to whom from these."""

_sending_to: set[str] = set()


@contextmanager
def spans_to_collector(url: str | None, who: str, patience: float | None = None) -> Iterator[None]:
    """Export every span that ends inside to the collector at `url` (OTLP over HTTP, `…/v1/traces`), as of `who`; to nobody without a
    url, and once where one is inside another. In the background: a collector that is away holds nothing up, and what it misses is lost.
    What must not be lost is in the accountability log. `patience`: seconds for what waits at the end; without it those of the exporter."""
    if url is None or url in _sending_to:
        yield
        return
    _sending_to.add(url)
    resource = Resource.create({"service.name": "levensloop", "service.instance.id": who})
    processor = BatchSpanProcessor(OTLPSpanExporter(endpoint=url, timeout=patience))
    try:
        with spans_to(lambda span: processor.on_end(as_otel(span, resource))):
            yield
    finally:
        _sending_to.discard(url)
        processor.shutdown()  # type: ignore[no-untyped-call]  # what waits still goes


def as_otel(span: Span, resource: Resource) -> ReadableSpan:
    """The same span, as the OpenTelemetry SDK has it."""
    return ReadableSpan(
        span.name,
        context=_context(span.traceparent, is_remote=False),
        parent=_context(span.parent, is_remote=True) if span.parent else None,
        resource=resource,
        attributes=dict(span.attributes),
        kind=_KINDS.get(span.name.partition(" ")[0], SpanKind.INTERNAL),
        status=Status(StatusCode.ERROR, span.failed) if span.failed else Status(StatusCode.OK),
        start_time=span.began,
        end_time=span.ended,
    )


def _context(traceparent: str, *, is_remote: bool) -> SpanContext:
    _, trace, span, _ = traceparent.split("-")
    return SpanContext(int(trace, 16), int(span, 16), is_remote, TraceFlags(TraceFlags.SAMPLED))
