"""A policy: when that is in a stream, write this to another, exactly once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore

Handle = Callable[[StoredMessage], Awaitable[Sequence[NewMessage]]]
"""From one message to the messages that follow from it, guards included. May be asked twice for one message: what it
returns is written once. Raises `ValueError`, `LookupError` or `TypeError` when the message cannot be handled."""


Prepare = Callable[[Sequence[StoredMessage]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Policy:
    """Reads `patterns` of `source` in order, writes to `target`; its position is kept in the target, under `position`.

    `service` and `name` say whose it is: they name its position, its dead letters and its log lines. `together`: so many messages
    of the source at most are handled in one batch, for who must keep up with a busy log; what fails among them is handled alone.
    `prepare`: asked before several are handled, to fetch at once what each of them would wait for in turn.
    """

    service: str
    name: str
    source: EventStore
    patterns: tuple[str, ...]
    target: EventStore
    position: str
    handle: Handle
    together: int = 1
    prepare: Prepare | None = None
