"""Ctrl-C ends what goes on until then at the first time, also where Python loses it."""

import asyncio
import os
import signal

import pytest
import typer

from levensloop.cli.partner import INTERRUPTED, _until_interrupted


@pytest.mark.parametrize("lost", [0, 1], ids=["heard", "lost at first"])
def test_who_follows_is_stopped_at_the_first_time(lost: int) -> None:
    """As `asyncio.wait_for` loses it in Python 3.11, with which the NATS client waits."""
    cancelled = 0

    async def follows() -> None:
        nonlocal cancelled
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
        while cancelled <= lost:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled += 1

    with pytest.raises(typer.Exit) as ended:
        asyncio.run(_until_interrupted(follows()))
    assert ended.value.exit_code == INTERRUPTED
    assert cancelled == lost + 1


def test_what_is_wrong_is_raised() -> None:
    async def fails() -> None:
        raise LookupError("weg")

    with pytest.raises(LookupError, match="weg"):
        asyncio.run(_until_interrupted(fails()))
