"""From threads to asyncio: one background thread runs one event loop; callers wait for their own answer."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from threading import Lock, Thread, current_thread
from typing import Any, TypeVar

from eventsourcing.persistence import InterfaceError

T = TypeVar("T")

_ROUNDS = 5  # of cancelling what is left at the end: a task may take one cancellation for something else
_ROUND = 1.0  # seconds


class Bridge:
    """Runs coroutines for any thread. Stops by `close`, or by itself when nobody holds it any more."""

    def __init__(self) -> None:
        loop = asyncio.new_event_loop()
        thread = Thread(target=_serve, args=(loop,), name="eventstore", daemon=True)
        thread.start()
        self._loop, self._thread = loop, thread
        self._lock = Lock()
        # The thread knows the loop only, not this object: an application that is dropped without close() leaves none.
        self._stop = weakref.finalize(self, loop.call_soon_threadsafe, loop.stop)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin `work`; the future can be cancelled from any thread. InterfaceError once closed."""
        with self._lock:  # what the loop takes in before its end it also ends; what comes later would wait for ever
            if not self.closed:
                return asyncio.run_coroutine_threadsafe(work, self._loop)
        work.close()
        raise InterfaceError("De verbinding met de opslag is gesloten.")

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, waited for; InterfaceError when the bridge is closed meanwhile."""
        self.outside()
        begun = self.start(work)
        try:
            return begun.result()
        except CancelledError as error:
            raise InterfaceError(
                "De verbinding met de opslag is gesloten voor er antwoord was; lees opnieuw voordat u het herhaalt."
            ) from error

    def outside(self) -> None:
        """RuntimeError on the loop's own thread, which would wait there for itself."""
        if current_thread() is self._thread:
            raise RuntimeError("the event store's own thread cannot wait for itself")

    @property
    def closed(self) -> bool:
        """Whether it takes no more work."""
        return not self._stop.alive

    def close(self) -> None:
        """End the loop and its thread; work still under way is cancelled."""
        with self._lock:
            self._stop()
        self._thread.join()


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        for _ in range(_ROUNDS):
            if not (left := asyncio.all_tasks(loop)):
                break
            for task in left:
                task.cancel()
            loop.run_until_complete(asyncio.wait(left, timeout=_ROUND))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
