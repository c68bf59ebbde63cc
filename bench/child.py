"""A contender in a process of its own, so that what it holds in memory can be told from what the others hold."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.rounds import Contender

UNITS = ("a second", "peak MB")
"""What `report` prints, and what a trial of such contenders is measured in."""


def in_child(name: str, module: str, *arguments: object) -> Contender:
    """Runs `python -m <module> <arguments>`, which ends with `report`."""

    async def run() -> tuple[float, ...]:
        words = [sys.executable, "-m", module, *map(str, arguments)]
        process = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)
        said, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
        return tuple(map(float, said.split()))

    return Contender(name, run)


def report(rate: float) -> None:
    """In the child: how many a second, and how large this process was at most."""
    print(rate, _peak())


def ways(known: dict[str, Callable[..., Awaitable[float]]]) -> None:
    """In the child: the way that is named first on the command line, with the rest as its arguments."""
    how, *arguments = sys.argv[1:]
    report(asyncio.run(known[how](*arguments)))  # type: ignore[arg-type]


def _peak() -> float:
    """In MB, since this program began: what `getrusage` says is also of who started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1000
