"""From threads to asyncio: one background thread runs one event loop; callers wait for their own answer."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Coroutine
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


class Bridge:
    """Runs coroutines for any thread. Stops by `close`, or by itself when nobody holds it any more."""

    def __init__(self) -> None:
        loop = asyncio.new_event_loop()
        thread = Thread(target=_serve, args=(loop,), name="eventstore", daemon=True)
        thread.start()
        self._loop, self._thread = loop, thread
        # The thread knows the loop only, not this object: an application that is dropped without close() leaves none.
        self._stop = weakref.finalize(self, loop.call_soon_threadsafe, loop.stop)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin `work`; the future can be cancelled from any thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, waited for."""
        return self.start(work).result()

    @property
    def closed(self) -> bool:
        """Whether it takes no more work."""
        return not self._stop.alive

    def close(self) -> None:
        """End the loop and its thread; work still under way is cancelled."""
        self._stop()
        self._thread.join()


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
