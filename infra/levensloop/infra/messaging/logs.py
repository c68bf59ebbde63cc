"""Operating logs: JSON lines with service, case id and trace id; never a word about a person."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from levensloop.infra.messaging.tracing import trace_id


def configure(stream: TextIO = sys.stderr, level: int = logging.INFO) -> None:
    """Log to `stream` from this level up, for the whole process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _add_trace,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )


def _add_trace(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if trace := trace_id():
        event["trace"] = trace
    return event
