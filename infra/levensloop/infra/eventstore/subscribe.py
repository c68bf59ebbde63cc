"""Following: everything from a position, then what comes, each message once and in order."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from .cursor import follow
from .messages import StoredMessage
from .stream import Stream


async def subscribe(stream: Stream, patterns: Sequence[str], after: int = 0) -> AsyncGenerator[StoredMessage, None]:
    """Messages under any of `patterns` (not overlapping) above `after`; ends only when closed or by an error of
    `cursor.follow`."""
    async with aclosing(follow(stream, patterns, after)) as stretches:
        async for stretch in stretches:
            for message in stretch.messages:
                yield message
