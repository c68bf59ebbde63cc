"""Run all benchmarks, or those named: `python -m bench [appends] [commands] [replay]`."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from nats.aio.client import Client

from bench import appends, commands, replay
from bench.machine import client, conditions, server
from bench.rounds import Trial, lines, take_turns

Make = Callable[[Client, str], Awaitable[Trial]]


def _on_one_server(directory: Path) -> dict[str, tuple[Make, ...]]:
    return {
        "appends": (appends.trial,),
        "commands": tuple(partial(commands.trial, at_once=n, directory=directory) for n in (1, 16)),
        "replay": (replay.trial,),
    }


async def main(names: list[str]) -> None:
    print(conditions(), "\n", sep="\n")
    with tempfile.TemporaryDirectory(prefix="levensloop-bench-") as home:
        directory = Path(home)
        for name, trials in _on_one_server(directory).items():
            for number, trial in enumerate(trials if name in names or not names else ()):
                async with server(directory / f"{name}-{number}") as running, client(running.url) as nc:
                    made = await trial(nc, running.url)
                    print("\n".join(lines(made, await take_turns(made))), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
