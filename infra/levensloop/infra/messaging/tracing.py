"""W3C trace context: one trace from a partner's command to every inbox it reaches. Headers only; no person in it."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from levensloop.contracts.codec import UnreadableEvent, parse
from levensloop.infra.eventstore.messages import StoredMessage

HEADER = "traceparent"

_PATTERN = re.compile(r"^00-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-[0-9a-f]{2}$")
_INVALID = ("0" * 32, "0" * 16)
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


@contextmanager
def traced(parent: str | None) -> Iterator[str]:
    """Whatever happens inside belongs to a new span under `parent`."""
    span = new_traceparent(parent)
    token = _current.set(span)
    try:
        yield span
    finally:
        _current.reset(token)


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


def _trace(traceparent: str | None) -> str | None:
    match = _PATTERN.match(traceparent) if traceparent else None
    return match["trace"] if match and match["trace"] not in _INVALID and match["span"] not in _INVALID else None
