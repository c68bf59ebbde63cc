"""W3C trace context: one trace from a partner's command to every inbox it reaches. Headers only; no person in it."""

import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from levensloop.contracts.codec import UnreadableEvent, parse
from levensloop.infra.eventstore.messages import StoredMessage

HEADER = "traceparent"

_PATTERN = re.compile(r"^00-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-[0-9a-f]{2}$")
_INVALID = {"0" * 32, "0" * 16}
_current: ContextVar[str | None] = ContextVar("traceparent", default=None)


def current_traceparent() -> str | None:
    """The trace context that what is being done belongs to."""
    return _current.get()


def trace_id() -> str | None:
    """The trace id of the current context, for log lines."""
    return _trace(_current.get())


def new_traceparent(parent: str | None = None) -> str:
    """A new span: of the parent's trace when it is well formed, else of a new trace (W3C Trace Context, section 4.3)."""
    return f"00-{_trace(parent) or secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def trace_header() -> dict[str, str]:
    """The header that ties a message to what is being done; empty outside a trace."""
    current = _current.get()
    return {HEADER: current} if current else {}


@dataclass(frozen=True, slots=True)
class Span:
    """Something that was done: `parent` is the traceparent under which, `began` and `ended` in nanoseconds since 1970, `failed` the kind of
    error that ended it. Names and attributes come from closed lists: a command, a policy, a service, an organisation."""

    name: str
    traceparent: str
    parent: str | None
    began: int
    ended: int
    attributes: Mapping[str, str]
    failed: str | None = None


_sinks: list[Callable[[Span], None]] = []


@contextmanager
def spans_to(sink: Callable[[Span], None]) -> Iterator[None]:
    """Every span that ends inside goes here too. A sink must not wait: it is called in between."""
    _sinks.append(sink)
    try:
        yield
    finally:
        _sinks.remove(sink)


@contextmanager
def traced(parent: str | None, name: str = "work", **attributes: str) -> Iterator[str]:
    """Whatever happens inside belongs to a new span under `parent`."""
    span, began, failed = new_traceparent(parent), time.time_ns(), None
    token = _current.set(span)
    try:
        yield span
    except BaseException as error:
        failed = type(error).__name__
        raise
    finally:
        _current.reset(token)
        for sink in _sinks:
            under = parent if _trace(parent) else None
            sink(Span(name, span, under, began, time.time_ns(), attributes, failed))


@contextmanager
def part(name: str, **attributes: str) -> Iterator[None]:
    """As `traced`, under what is being done. Outside a trace there is no span, and none begins."""
    if (above := _current.get()) is None:
        yield
        return
    with traced(above, name, **attributes):
        yield


def came(parent: str | None, name: str, began: int, **attributes: str) -> None:
    """A span of what began then (nanoseconds since 1970) and ends now, under the span that a message names; none where it names none.
    For what comes in: nothing that follows belongs to it, and it may be told from inside a generator."""
    if _sinks and parent and _trace(parent):
        span = Span(name, new_traceparent(parent), parent, began, time.time_ns(), attributes)
        for sink in _sinks:
            sink(span)


@contextmanager
def untraced() -> Iterator[None]:
    """Whatever is written inside belongs to no trace: for what nobody may tie to what it came from."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


def trace_of(message: StoredMessage) -> str | None:
    """The trace that a message belongs to: of its header, else of the event in it."""
    if header := message.headers.get(HEADER):
        return header
    try:
        return parse(message.data).traceparent
    except UnreadableEvent:
        return None


def span_in(traceparent: str | None) -> tuple[str, str] | None:
    """The ids of the trace and of the span that a traceparent names, in lower-case hex; None for what is none."""
    match = _PATTERN.fullmatch(traceparent) if traceparent else None
    return (match["trace"], match["span"]) if match and not {match["trace"], match["span"]} & _INVALID else None


def _trace(traceparent: str | None) -> str | None:
    named = span_in(traceparent)
    return named[0] if named else None
