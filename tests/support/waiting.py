"""Waiting for what no event announces."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from nats.errors import TimeoutError as NatsTimeout

PATIENCE = 60.0  # seconds: far more than anything takes here, on a machine with four times as much to do as it can too
_PAUSE = 0.02


async def eventually(holds: Callable[[], bool | Awaitable[bool]], what: str) -> None:
    """Ask until it holds; an AssertionError that names `what` after PATIENCE seconds."""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(NatsTimeout):  # a server with much to do: ask again
                    found = holds()
                    if found if isinstance(found, bool) else await found:
                        return
                await asyncio.sleep(_PAUSE)
    except TimeoutError as error:
        raise AssertionError(f"never happened: {what}") from error
