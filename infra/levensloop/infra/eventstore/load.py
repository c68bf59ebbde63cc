"""Loading by batched direct get (ADR-31): no consumer, one round trip a page, from any replica.

A replica may lag, so what was just written may be missing; the guard of the next append finds that out.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

import nats.errors
from nats.aio.msg import Msg

from .errors import StoreUnavailable
from .messages import StoredMessage
from .stream import Stream, unanswered
from .wire import from_direct

PAGE = 1000  # messages asked for at once
PAGE_BYTES = 16 * 1024 * 1024  # and bytes, well below what the client lets wait
_ATTEMPTS = 3  # of one page that came with a gap


@dataclass(slots=True)
class _Page:
    messages: list[StoredMessage] = field(default_factory=list)
    whole: bool = True  # every message named the one before it
    pending: int = 0  # messages under the pattern after this page
    status: str = ""
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, msg: Msg) -> None:
        headers = msg.headers or {}
        if status := headers.get("Status"):
            self.status, self.pending = status, int(headers.get("Nats-Num-Pending", 0))
            self.whole = self.whole and (status != "204" or int(headers["Nats-Last-Sequence"]) == self.position)
            self.ended.set()
            return
        self.whole = self.whole and int(headers["Nats-Last-Sequence"]) == self.position
        self.messages.append(from_direct(msg))

    @property
    def position(self) -> int:
        return self.messages[-1].seq if self.messages else 0


async def pages(
    stream: Stream, pattern: str, after: int = 0, size: int = PAGE
) -> AsyncGenerator[list[StoredMessage], None]:
    """The messages under `pattern` with a sequence above `after`, in order, page by page."""
    pending = 1
    while pending:
        page = await _page(stream, pattern, after, size)
        if page.messages:
            after = page.position
            yield page.messages
        pending = page.pending


async def load(stream: Stream, pattern: str, after: int = 0) -> list[StoredMessage]:
    """All messages under `pattern` with a sequence above `after`, in order."""
    return [message async for page in pages(stream, pattern, after) for message in page]


async def _page(stream: Stream, pattern: str, after: int, size: int) -> _Page:
    for _ in range(_ATTEMPTS):
        page = await _ask(stream, pattern, after, size)
        if page.whole:
            return page
    raise StoreUnavailable(stream.name, "er vallen berichten weg bij het lezen")


async def _ask(stream: Stream, pattern: str, after: int, size: int) -> _Page:
    page, inbox = _Page(), stream.nc.new_inbox()
    query = {"seq": after + 1, "next_by_subj": pattern, "batch": size, "max_bytes": PAGE_BYTES}
    try:
        sub = await stream.nc.subscribe(inbox, cb=page.take)
        try:
            await stream.nc.publish(f"{stream.api}.DIRECT.GET.{stream.name}", json.dumps(query).encode(), reply=inbox)
            await _ended(page, stream.timeout)
        finally:
            await sub.unsubscribe()
    except (nats.errors.Error, TimeoutError) as error:
        reason = unanswered(error) if isinstance(error, nats.errors.Error) else "geen antwoord binnen de tijd"
        raise StoreUnavailable(stream.name, reason) from error
    if page.status == "503":
        await stream.last(pattern)  # says so when it is the stream that is missing
        raise StoreUnavailable(stream.name, "de stream staat geen rechtstreeks lezen (allow_direct) toe")
    if page.status not in ("204", "404"):
        raise StoreUnavailable(stream.name, f"onverwachte status {page.status} bij het lezen")
    return page


async def _ended(page: _Page, patience: float) -> None:
    """Wait for the end of the page, as long as messages keep coming."""
    seen = -1
    while not page.ended.is_set():
        try:
            async with asyncio.timeout(patience):  # unlike wait_for it loses no cancellation
                await page.ended.wait()
        except TimeoutError:
            if len(page.messages) == seen:
                raise
            seen = len(page.messages)
