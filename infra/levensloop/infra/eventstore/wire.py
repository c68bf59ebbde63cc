"""How messages look on the wire: from the leader (JSON), from a direct get (headers) and from a consumer (reply)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from nats.aio.msg import Msg

from .messages import StoredMessage

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def nanoseconds(moment: datetime) -> int:
    """Since 1970, of an aware moment."""
    return (moment - _EPOCH) // _MICROSECOND * 1000


def from_leader(message: Mapping[str, Any]) -> StoredMessage:
    """From the `message` object of a STREAM.MSG.GET answer."""
    block = base64.b64decode(message.get("hdrs", "")).decode()
    lines = (line.partition(":") for line in block.split("\r\n")[1:] if line)
    headers = {name: value.strip() for name, _, value in lines}
    data = base64.b64decode(message.get("data", ""))
    return StoredMessage(message["subject"], data, headers, message["seq"], _nanoseconds(message["time"]))


def from_direct(msg: Msg) -> StoredMessage:
    """From one answer of a direct get, which carries where it stands in headers."""
    headers = msg.headers or {}
    subject, seq = headers["Nats-Subject"], int(headers["Nats-Sequence"])
    return StoredMessage(subject, msg.data, headers, seq, _nanoseconds(headers["Nats-Time-Stamp"]))


def from_consumer(msg: Msg) -> tuple[StoredMessage, int, int]:
    """A delivered message, its number among what this consumer delivered, and how many are left after it.

    All this stands in the reply subject: $JS.ACK.[domain.account.]stream.consumer.delivered.seq.number.nanoseconds.left
    """
    tokens = msg.reply.split(".")
    at = 5 if len(tokens) == 9 else 7
    message = StoredMessage(msg.subject, msg.data, msg.headers or {}, int(tokens[at]), int(tokens[at + 2]))
    return message, int(tokens[at + 1]), int(tokens[at + 3])


def _nanoseconds(text: str) -> int:
    """RFC 3339, as the server writes it, to microseconds."""
    return nanoseconds(datetime.fromisoformat(text))
