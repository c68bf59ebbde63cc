"""What goes into the event store and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

BATCH_HEADER = "Levensloop-Batch"
"""On a message that was appended alone: the append call's id. The messages of a batch have it in the batch's own."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Guard:
    """Optimistic check: the last stream sequence on `subject` (may hold wildcards) is still `last`; 0 = nothing yet.

    Guards are judged against the stream as it was before the append they are part of. Everyone who writes to what a
    guard covers must use the same guard subject: the server serialises checks in flight by that string.
    """

    subject: str
    last: int


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to append. Header names that begin with `Nats-` are the server's."""

    subject: str
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    guard: Guard | None = None


class StoredMessage(NamedTuple):
    """A message as it stands in the stream.

    `wire` holds all its headers and `nanoseconds` when the server took it, since 1970. What most readers want of these
    is worked out when they ask, and a replay asks little: doing it at once made reading a log a sixth slower.
    """

    subject: str
    data: bytes
    wire: Mapping[str, str]
    seq: int
    nanoseconds: int

    def __eq__(self, other: object) -> bool:
        """The same message however it was read: each way has other headers of the server's own."""
        if not isinstance(other, StoredMessage):
            return NotImplemented
        return self._seen == other._seen

    def __ne__(self, other: object) -> bool:
        return not self == other  # a tuple has its own

    @property
    def _seen(self) -> tuple[str, bytes, Mapping[str, str], int, datetime, str]:
        return self.subject, self.data, self.headers, self.seq, self.time, self.batch

    @property
    def headers(self) -> dict[str, str]:
        """What the writer gave, without what the server and the event store added."""
        return {
            name: value for name, value in self.wire.items() if not name.startswith("Nats-") and name != BATCH_HEADER
        }

    @property
    def batch(self) -> str:
        """Identifies the append call that wrote it; "" when it was written otherwise."""
        if batch := self.wire.get("Nats-Batch-Id"):
            return batch.rpartition("-")[0]  # an atomic batch is named after its append call and the attempt
        return self.wire.get(BATCH_HEADER, "")

    @property
    def time(self) -> datetime:
        """When the server took it, to the microsecond, UTC."""
        return _EPOCH + timedelta(microseconds=self.nanoseconds // 1000)


@dataclass(frozen=True, slots=True)
class Appended:
    """Stream sequences of the first and the last message of one append; those between are consecutive."""

    first: int
    last: int


def matches(pattern: str, subject: str) -> bool:
    """Whether a literal subject falls under a NATS pattern (`*` one token, a final `>` one or more)."""
    wanted, got = pattern.split("."), subject.split(".")
    for at, token in enumerate(wanted):
        if token == ">":
            return len(got) > at
        if at >= len(got) or token not in ("*", got[at]):
            return False
    return len(wanted) == len(got)
