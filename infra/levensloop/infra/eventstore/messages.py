"""What goes into the event store and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


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


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as it stands in the stream; headers without the server's own (`Nats-*`).

    `time` is the server's, aware, UTC. `batch` identifies the append call that wrote it ("" when written otherwise).
    """

    subject: str
    data: bytes
    headers: Mapping[str, str]
    seq: int
    time: datetime
    batch: str = ""


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
