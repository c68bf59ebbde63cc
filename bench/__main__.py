"""Run all benchmarks, or those named: `python -m bench [appends] [commands] [replay]`."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path

from bench import appends, commands, replay
from bench.machine import Machine, conditions, machine
from bench.rounds import Trial, lines, take_turns

TRIALS: Mapping[str, tuple[Callable[[Machine], Awaitable[Trial]], ...]] = {
    "appends": (appends.trial,),
    "commands": (partial(commands.trial, at_once=1), partial(commands.trial, at_once=16)),
    "replay": (replay.trial,),
}


async def main(names: list[str]) -> None:
    """Each trial on a server of its own, gone afterwards."""
    print(conditions(), "", sep="\n")
    with tempfile.TemporaryDirectory(prefix="levensloop-bench-") as home:
        for name in names or TRIALS:
            for number, trial in enumerate(TRIALS[name]):
                async with machine(Path(home) / f"{name}-{number}") as on:
                    made = await trial(on)
                    print("\n".join(lines(made, await take_turns(made))), flush=True)


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(TRIALS):
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(TRIALS)}")
    asyncio.run(main(sys.argv[1:]))
