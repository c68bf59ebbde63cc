"""Notifications as they are recorded, pushed by the server; no polling."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from eventsourcing.persistence import InterfaceError, Notification, Subscription

from levensloop.infra.eventstore.cursor import Stretch

from .failures import translated
from .stored import TOPIC, to_notification

if TYPE_CHECKING:
    from .recorders import JetStreamApplicationRecorder


class JetStreamSubscription(Subscription["JetStreamApplicationRecorder"]):
    """Iterates over notifications above `gt`, waiting for new ones; `stop` from any thread ends it.

    The reader sets the pace: what it has not asked for stays at the server, so a slow one costs no memory here.
    """

    def __init__(
        self, recorder: JetStreamApplicationRecorder, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        store = recorder.datastore.store(recorder.names)  # here, for it may connect, and the loop cannot wait for that
        self._stretches = store.follow(recorder.names.aggregates, gt or 0)
        self._turn = asyncio.Lock()  # a generator takes one question at a time, also to close
        self._ready: deque[Notification] = deque()
        self._asked: Future[Stretch] | None = None
        self._lock = Lock()

    def __next__(self) -> Notification:
        """The next notification, waited for; StopIteration once stopped."""
        while not self._has_been_stopped:
            if self._ready:
                return self._ready.popleft()
            with self._lock:  # so that stop() either sees this question or keeps it from being asked
                if self._has_been_stopped:
                    break
                asked = self._asked = self._recorder.datastore.bridge.start(self._stretch())
            try:
                with translated():
                    stretch = asked.result()
            except CancelledError:
                break
            id_type = self._recorder.datastore.settings.id_type
            for message in stretch.messages:
                if not self._topics or message.headers[TOPIC] in self._topics:
                    self._ready.append(to_notification(message, id_type))
        raise StopIteration

    def stop(self) -> None:
        """Stop, also while another thread waits in `next`."""
        with self._lock:
            super().stop()
            if self._asked is not None:
                self._asked.cancel()
        with suppress(InterfaceError):  # closed: the loop has ended it already
            self._recorder.datastore.bridge.start(self._close())

    async def _stretch(self) -> Stretch:
        async with self._turn:
            return await anext(self._stretches)

    async def _close(self) -> None:
        async with self._turn:
            await self._stretches.aclose()
