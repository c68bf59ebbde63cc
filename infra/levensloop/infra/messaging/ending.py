"""Ending tasks for certain. In Python 3.11 `asyncio.wait_for`, which the NATS client waits with, loses a cancellation that
comes at the same moment as what it waits for (python/cpython#86296); the task then goes on as if nobody had asked."""

import asyncio
from collections.abc import Iterable
from typing import Any

AGAIN = 3.0
"""Seconds before a task that has not ended is cancelled once more. Default."""


async def cancel(tasks: "Iterable[asyncio.Task[Any]]") -> None:
    """Cancel tasks and wait until they have ended, however they do."""
    going = {task for task in tasks if not task.done()}
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=AGAIN)


def check_cancelled() -> None:
    """Raise the cancellation that somebody asked for and that got lost."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
