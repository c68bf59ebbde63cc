"""Spans to any OTLP collector: one trace from a partner's command to every inbox that it reached. No person is in it, nor a case."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from levensloop.infra.messaging.tracing import Span, spans_to


@contextmanager
def spans_to_collector(url: str | None, who: str) -> Iterator[None]:
    """Export every span that ends inside to the collector at `url` (OTLP over HTTP, `…/v1/traces`), as of `who`; to nobody without a
    url. In the background: a collector that is away holds nothing up, and what it misses is lost. What must not be lost is in
    the accountability log."""
    if url is None:
        yield
        return
    resource = Resource.create({"service.name": "levensloop", "service.instance.id": who})
    processor = BatchSpanProcessor(OTLPSpanExporter(endpoint=url))
    try:
        with spans_to(lambda span: processor.on_end(as_otel(span, resource))):
            yield
    finally:
        processor.shutdown()  # type: ignore[no-untyped-call]  # what waits still goes


def as_otel(span: Span, resource: Resource) -> ReadableSpan:
    """The same span, as the OpenTelemetry SDK has it."""
    return ReadableSpan(
        span.name,
        context=_context(span.traceparent, is_remote=False),
        parent=_context(span.parent, is_remote=True) if span.parent else None,
        resource=resource,
        attributes=dict(span.attributes),
        kind=SpanKind.INTERNAL,
        status=Status(StatusCode.ERROR, span.failed) if span.failed else Status(StatusCode.OK),
        start_time=span.began,
        end_time=span.ended,
    )


def _context(traceparent: str, *, is_remote: bool) -> SpanContext:
    _, trace, span, _ = traceparent.split("-")
    return SpanContext(int(trace, 16), int(span, 16), is_remote, TraceFlags(TraceFlags.SAMPLED))
