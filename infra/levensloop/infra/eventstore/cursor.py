"""Reading in order from a position, on and on, across reconnects and server restarts.

An ephemeral pull consumer without acknowledgements, kept in the server's memory, is only a cursor: the position is
ours. Whenever something is off (a number skipped, a heartbeat that counts more than arrived or comes while more was to come, no
heartbeat, the consumer gone with its server) it is thrown away and made anew from the last sequence seen, so each message
comes once, in order, without a gap, and who reads to the end hears of it also where the last messages are destroyed meanwhile.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import nats.errors
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.nuid import NUID

from .errors import StoreUnavailable, refusal
from .messages import StoredMessage
from .stream import Stream, unanswered
from .wire import from_consumer

WINDOW = 1000  # messages asked for at once; asked again at half
HEARTBEAT = 1.0  # seconds between signs of life the server promises while there is nothing to deliver
_EXPIRES = 60.0  # seconds one request stands
_MISSED = 2.5  # heartbeats without a sign before the cursor is taken for dead
_PAUSE = 0.2  # seconds between tries while connected to a server that (yet) offers no JetStream
_TRIES = 50  # of those
_GONE = 60.0  # seconds after which the server drops a cursor nobody reads
_ids = NUID()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages that arrived together, and how many more the server had for this cursor when it sent the last."""

    messages: list[StoredMessage]
    pending: int


class _Broken(Exception):
    """This cursor is of no use any more."""


async def follow(stream: Stream, patterns: Sequence[str], after: int) -> AsyncGenerator[Stretch, None]:
    """Messages under any of `patterns` (not overlapping) above `after`; ends only when closed or by StreamMissing,
    StoreUnavailable (connection closed, or connected to a server without JetStream)."""
    failures = 0
    while True:  # a cursor a round; the client's own reconnecting paces it, and a closed connection ends it
        cursor = _Cursor(stream)
        try:
            yield Stretch([], await cursor.open(patterns, after))
            failures = 0
            while True:
                stretch = await cursor.next()
                if stretch.messages:
                    after = stretch.messages[-1].seq
                    yield stretch
        except _Broken:
            continue
        except StoreUnavailable:
            failures = failures + 1 if stream.nc.is_connected else 0
            if stream.nc.is_closed or failures >= _TRIES:
                raise
            await asyncio.sleep(_PAUSE)
        finally:
            await cursor.close()


class _Cursor:
    """One ephemeral consumer and the messages it has delivered but nobody has taken yet."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._name = stream, _ids.next().decode()
        self._waiting: deque[Msg] = deque()
        self._arrived = asyncio.Event()
        self._number = 0  # of the last message delivered by this consumer
        self._pending = 0  # messages the server still had after that one; before the first, from the start
        self._open = 0  # messages asked for and not yet delivered
        self._inbox = stream.nc.new_inbox()
        self._sub: Subscription | None = None

    async def open(self, patterns: Sequence[str], after: int) -> int:
        """Make the consumer and ask for its first messages; returns how many there are by now."""
        stream = self._stream
        config = {
            "name": self._name,
            "filter_subjects": list(patterns),
            "deliver_policy": "by_start_sequence",
            "opt_start_seq": after + 1,
            "ack_policy": "none",
            "max_deliver": 1,
            "mem_storage": True,
            "num_replicas": 1,
            "inactive_threshold": int(_GONE * 1e9),
        }
        verb = f"CONSUMER.CREATE.{stream.name}.{self._name}"
        answer = await stream.ask(verb, {"stream_name": stream.name, "config": config})
        if error := answer.get("error"):
            raise refusal(stream.name, error)
        try:
            self._sub = await stream.nc.subscribe(self._inbox, cb=self._take)
        except nats.errors.Error as error:
            raise StoreUnavailable(stream.name, unanswered(error)) from error
        self._pending = int(answer["num_pending"])
        await self._pull()
        return self._pending

    async def next(self) -> Stretch:
        """What has arrived; a heartbeat alone gives no messages."""
        if not self._waiting:
            await self._wait()
        messages: list[StoredMessage] = []
        while self._waiting:
            msg = self._waiting[0]
            if msg.reply:
                message, number, pending = from_consumer(msg)
                if number != self._number + 1:
                    break  # what came before the gap is good; without any, the cursor is not
                self._number, self._pending = number, pending
                self._open -= 1
                messages.append(message)
            elif not messages:
                self._status(msg.headers or {})
            else:
                break
            self._waiting.popleft()
        if not messages and self._waiting:
            raise _Broken
        if self._open <= WINDOW // 2:
            await self._pull()
        return Stretch(messages, self._pending)

    async def close(self) -> None:
        """Leave nothing behind; a server that does not answer drops the cursor by itself."""
        if self._sub is None:
            return
        with suppress(nats.errors.Error):
            await self._sub.unsubscribe()
            await self._stream.nc.publish(f"{self._stream.api}.CONSUMER.DELETE.{self._stream.name}.{self._name}")

    async def _wait(self) -> None:
        self._arrived.clear()
        try:
            async with asyncio.timeout(HEARTBEAT * _MISSED):  # unlike wait_for it loses no cancellation
                await self._arrived.wait()
        except TimeoutError as silence:
            if self._stream.nc.is_closed:
                raise StoreUnavailable(self._stream.name, "de verbinding is gesloten") from silence
            raise _Broken from silence

    async def _take(self, msg: Msg) -> None:
        self._waiting.append(msg)
        self._arrived.set()

    async def _pull(self) -> None:
        wish = {"batch": WINDOW, "expires": int(_EXPIRES * 1e9), "idle_heartbeat": int(HEARTBEAT * 1e9)}
        subject = f"{self._stream.api}.CONSUMER.MSG.NEXT.{self._stream.name}.{self._name}"
        try:
            await self._stream.nc.publish(subject, json.dumps(wish).encode(), reply=self._inbox)
        except nats.errors.Error as error:
            raise StoreUnavailable(self._stream.name, unanswered(error)) from error
        self._open += WINDOW

    def _status(self, headers: dict[str, str]) -> None:
        status = headers.get("Status", "")
        if status == "408":  # a request ran out of time with this many still to deliver
            self._open -= int(headers.get("Nats-Pending-Messages", 0))
        elif status != "100":  # 100 is a heartbeat; anything else ends the consumer
            raise _Broken
        elif int(headers.get("Nats-Last-Consumer", self._number)) != self._number or self._pending:
            raise _Broken  # the last it sent never arrived, or what was still to come is gone: nothing that follows would show it
