"""Catching up: a stretch of the stream from start to end, and no further."""

from __future__ import annotations

from collections.abc import AsyncIterator

from .load import pages
from .messages import StoredMessage
from .stream import Stream


async def replay(
    stream: Stream, pattern: str, after: int = 0, until_seq: int | None = None
) -> AsyncIterator[StoredMessage]:
    """Messages under `pattern`, `after` < sequence <= `until_seq` (None: the stream's last at the start), in order."""
    until = await stream.last_seq() if until_seq is None else until_seq
    if after >= until:
        return
    async for page in pages(stream, pattern, after):
        for message in page:
            if message.seq > until:
                return
            yield message
        if page[-1].seq >= until:
            return
