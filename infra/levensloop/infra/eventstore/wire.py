"""How messages look on the wire: from the leader (JSON), from a direct get (headers) and from a consumer (reply)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from nats.aio.msg import Msg

from .messages import StoredMessage

BATCH_HEADER = "Levensloop-Batch"


def own_headers(headers: Mapping[str, str] | None) -> tuple[dict[str, str], str]:
    """What the writer gave, and the id of the append call; what the server added or used is left out."""
    if not headers:
        return {}, ""
    kept = {name: value for name, value in headers.items() if not name.startswith("Nats-")}
    if batch := headers.get("Nats-Batch-Id"):
        return kept, batch.rpartition("-")[0]  # an atomic batch is named after its append call and the attempt
    return kept, kept.pop(BATCH_HEADER, "")


def moment(text: str) -> datetime:
    """RFC 3339 with nanoseconds, as the server writes it, to microseconds, UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def from_leader(message: Mapping[str, Any]) -> StoredMessage:
    """From the `message` object of a STREAM.MSG.GET answer."""
    block = base64.b64decode(message.get("hdrs", "")).decode()
    lines = (line.partition(":") for line in block.split("\r\n")[1:] if line)
    headers, batch = own_headers({name: value.strip() for name, _, value in lines})
    data = base64.b64decode(message.get("data", ""))
    return StoredMessage(message["subject"], data, headers, message["seq"], moment(message["time"]), batch)


def from_direct(msg: Msg) -> StoredMessage:
    """From one answer of a direct get, which carries where it stands in headers."""
    stands = msg.headers or {}
    headers, batch = own_headers(stands)
    subject, seq = stands["Nats-Subject"], int(stands["Nats-Sequence"])
    return StoredMessage(subject, msg.data, headers, seq, moment(stands["Nats-Time-Stamp"]), batch)


def from_consumer(msg: Msg) -> tuple[StoredMessage, int, int]:
    """A delivered message, its number among what this consumer delivered, and how many are left after it.

    All this stands in the reply subject: $JS.ACK.[domain.account.]stream.consumer.delivered.seq.number.nanoseconds.left
    """
    tokens = msg.reply.split(".")
    at = 5 if len(tokens) == 9 else 7
    headers, batch = own_headers(msg.headers)
    time = datetime.fromtimestamp(
        int(tokens[at + 2]) // 1000 / 1e6, UTC
    )  # exact: a float tells whole microseconds apart
    message = StoredMessage(msg.subject, msg.data, headers, int(tokens[at]), time, batch)
    return message, int(tokens[at + 1]), int(tokens[at + 3])
