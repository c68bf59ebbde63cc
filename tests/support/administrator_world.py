"""What an administrator with root knows of a node's streams before he begins."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from support.root import Root
from support.samples.world import HAAGLANDEN

LOG, OUT = subjects.log_stream(HAAGLANDEN), subjects.out_stream(HAAGLANDEN)
AUDIT, CHECKPOINTS = subjects.audit_stream(HAAGLANDEN), subjects.checkpoints_stream(HAAGLANDEN)
TIMERS, DEAD, KEYS = (
    stream(HAAGLANDEN) for stream in (subjects.timers_stream, subjects.dead_stream, subjects.keys_stream)
)


@dataclass(frozen=True, slots=True)
class World:
    """`files`: of the accountability log; `rings`: subject → the ring as it stood before one of its keys was rightly destroyed; `swapped`:
    subject → the ring with another key under the same id; `forged`: the last checkpoint with other digests, signed with the log's key;
    `excuses`: records that say why something is gone, sealed with the node's keys as the services would, by what they are about;
    `out_ends`: the last place of OUT."""

    cases: list[UUID]
    files: Path
    log: list[StoredMessage]
    out: list[StoredMessage]
    rings: dict[str, bytes] = field(default_factory=dict)
    swapped: dict[str, bytes] = field(default_factory=dict)
    forged: bytes = b""
    out_ends: int = 0
    excuses: dict[str, NewMessage] = field(default_factory=dict)


Act = Callable[[Root, World], Awaitable[str]]
"""Does it, and says in Dutch where it must be found."""
