"""Catching up: a stretch of the stream from start to end, and no further.

Read through a consumer and not by direct get: a consumer says where a message stands in its reply subject, a direct get
in six more headers, which cost the client a third of its speed (docs/event-store.md).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from .cursor import follow
from .messages import StoredMessage
from .stream import Stream


async def replay(
    stream: Stream, patterns: Sequence[str], after: int = 0, until_seq: int | None = None
) -> AsyncGenerator[StoredMessage, None]:
    """Messages under any of `patterns`, `after` < sequence <= `until_seq` (None: the stream's last at the start), in order."""
    until = await stream.last_seq() if until_seq is None else until_seq
    if after >= until:
        return
    async with aclosing(follow(stream, patterns, after)) as stretches:
        async for stretch in stretches:
            for message in stretch.messages:
                if message.seq > until:
                    return
                yield message
            if not stretch.pending:
                return
