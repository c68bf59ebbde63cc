"""Run all benchmarks, or those named: `python -m bench [appends] [batches] [commands] [decoded] [inbox] [price] [replay] [tiles]
[verify]`."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

from bench import appends, batches, commands, decoded, inbox, price, replay, tiles, verify
from bench.machine import conditions, on_a_server
from bench.rounds import Figures, Trial, growth, lines, take_turns

TRIALS: Mapping[str, tuple[Callable[[Path], AbstractAsyncContextManager[Trial]], ...]] = {
    "appends": (on_a_server(appends.trial),),
    "batches": (on_a_server(batches.trial),),
    "commands": tuple(on_a_server(partial(commands.trial, at_once=number)) for number in (1, 16)),
    "inbox": (inbox.trial,),
    "price": (*(partial(price.commands, at_once=number) for number in (1, 16)), price.inbox),
    "decoded": tuple(on_a_server(partial(decoded.trial, count=number)) for number in decoded.SIZES),
    "replay": tuple(on_a_server(partial(replay.trial, count=number)) for number in replay.SIZES),
    "tiles": tuple(partial(tiles.trial, count=number) for number in (10_000, 100_000, 1_000_000)),
    "verify": tuple(partial(verify.trial, count=number) for number in verify.SIZES),
}


async def main(names: list[str]) -> None:
    """Print each trial as soon as it is done."""
    print(conditions(), "", sep="\n")
    with tempfile.TemporaryDirectory(prefix="levensloop-bench-") as home:
        for name in names or TRIALS:
            measured: list[tuple[Trial, Figures]] = []
            for number, opened in enumerate(TRIALS[name]):
                async with opened(Path(home) / f"{name}-{number}") as trial:
                    measured.append((trial, await take_turns(trial)))
                    print("\n".join(lines(*measured[-1])), flush=True)
            print("\n".join(growth(measured)), flush=True)


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(TRIALS):
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(TRIALS)}")
    asyncio.run(main(sys.argv[1:]))
