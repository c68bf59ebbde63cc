"""The event store: one stream to append to and read from."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from nats.aio.client import Client

from . import append, cursor, erase, load, replay, subscribe
from .cursor import Stretch
from .load import PAGE
from .messages import Appended, NewMessage, StoredMessage
from .stream import Stream


class EventStore:
    """A stream as event store. It declares nothing: the stream must exist, with allow_atomic and allow_direct."""

    def __init__(self, nc: Client, stream: str, *, api: str = "$JS.API", timeout: float = 5.0) -> None:
        """`api` is `$JS.<domain>.API` to reach another domain; `timeout` in seconds, of one request."""
        self._stream = Stream(nc, stream, api, timeout)

    @property
    def stream(self) -> str:
        """The stream's name."""
        return self._stream.name

    async def append(self, messages: Sequence[NewMessage]) -> Appended:
        """Record all or none. Raises Conflict, StreamMissing, StoreFull, MessageTooLarge, BatchTooLarge (over 1,000),
        StoreUnavailable, StoreRefused; ValueError for an empty list."""
        return await append.append(self._stream, messages)

    async def load(self, pattern: str, after: int = 0) -> list[StoredMessage]:
        """All messages under `pattern` above sequence `after`, in order; any replica answers."""
        return await load.load(self._stream, pattern, after)

    async def last(self, pattern: str) -> StoredMessage | None:
        """The last message under `pattern`, from the leader."""
        return await self._stream.last(pattern)

    def subscribe(self, patterns: str | Sequence[str], after: int = 0) -> AsyncGenerator[StoredMessage, None]:
        """All messages under `patterns` above `after`, in order, without a gap, and then what comes."""
        return subscribe.subscribe(self._stream, [patterns] if isinstance(patterns, str) else patterns, after)

    def replay(
        self, patterns: str | Sequence[str], after: int = 0, until_seq: int | None = None
    ) -> AsyncGenerator[StoredMessage, None]:
        """All messages under `patterns` above `after` up to and including `until_seq`, or else up to the last that the
        stream held at the start."""
        return replay.replay(self._stream, [patterns] if isinstance(patterns, str) else patterns, after, until_seq)

    def follow(self, patterns: str | Sequence[str], after: int = 0) -> AsyncGenerator[Stretch, None]:
        """As `subscribe`, in stretches as they arrive."""
        return cursor.follow(self._stream, [patterns] if isinstance(patterns, str) else patterns, after)

    def pages(self, pattern: str, after: int = 0, size: int = PAGE) -> AsyncGenerator[list[StoredMessage], None]:
        """As `load`, `size` messages (at most 1,000) at a time."""
        return load.pages(self._stream, pattern, after, size)

    async def at(self, seq: int) -> StoredMessage | None:
        """The message at this sequence, from the leader; None where it was taken out or never was."""
        return await self._stream.message({"seq": seq})

    async def next(self, pattern: str, seq: int) -> StoredMessage | None:
        """The first message under `pattern` at this sequence or above, from the leader."""
        return await self._stream.message({"seq": seq, "next_by_subj": pattern})

    async def last_seq(self) -> int:
        """The sequence of the last message the stream took; 0 when there was none."""
        return await self._stream.last_seq()

    async def erase(self, subject: str, before: int | None = None) -> int:
        """Destroy what stands under `subject` (below sequence `before`): taken out, and overwritten on disk. How many there were."""
        return await erase.erase(self._stream, subject, before)

    async def erase_one(self, seq: int) -> bool:
        """Destroy the message at this sequence likewise; whether it was still there."""
        return await erase.erase_one(self._stream, seq)
