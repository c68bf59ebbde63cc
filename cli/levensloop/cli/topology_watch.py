"""Following the topology file while a node runs: when it is replaced, the node takes it over."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.console import Console

from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

_PAUSE = 0.5  # seconds between two looks at the file; there is no portable way to be told


async def follow(
    file: Path, topology: Topology, take_over: Callable[[Topology, Topology], Awaitable[None]], console: Console
) -> None:
    """Look at the file until cancelled; what cannot be used or taken over is said, and the node goes on as it was.

    Also when a file says the same as before: doing it again is how to repair an order of things that went wrong.
    """
    seen, now = _mark(file), topology
    while True:
        await asyncio.sleep(_PAUSE)
        if (mark := _mark(file)) == seen or mark is None:
            continue
        seen = mark
        try:
            wanted = load_topology(file)
            await take_over(now, wanted)
        except NodesError as error:
            console.print(f"De topologie in {file} is niet overgenomen; alles gaat door als het was.\n{error}")
        else:
            now = wanted
            console.print(f"De topologie in {file} is overgenomen: {len(wanted.organisations)} organisaties.")


def _mark(file: Path) -> tuple[int, int, int] | None:
    """What changes when the file does; None while it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
