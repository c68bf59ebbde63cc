"""The server the benchmarks run on, and the conditions to print beside the figures."""

import os
import platform
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import nats
import structlog
from nats.aio.client import Client

from bench.rounds import Trial
from levensloop.infra import quick_headers
from levensloop.infra.nodes.server import Ports, Server, binary


@asynccontextmanager
async def server(home: Path) -> AsyncIterator[Server]:
    """A server with JetStream on a free loopback port that acknowledges a write when it is on disk."""

    def conf(ports: Ports | None) -> str:
        listen = ports.client if ports else "127.0.0.1:-1"
        return (
            f'listen: "{listen}"\nserver_name: bench\nlog_file: "{home / "server.log"}"\n'
            f'jetstream {{ store_dir: "{home / "jetstream"}", sync_interval: always }}\n'
        )

    async with Server("bench", home / "server.conf", home / "server.log", conf) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Machine:
    """A server, a plain nats-py connection for the baselines and one as our services have it; `home` is for files.

    What is in `closing` is closed before the server stops.
    """

    url: str
    plain: Client
    ours: Client
    home: Path
    closing: ExitStack


@asynccontextmanager
async def machine(home: Path) -> AsyncIterator[Machine]:
    """All of it, until the block ends."""
    async with server(home) as running:
        plain, ours = await nats.connect(running.url), await quick_headers.connect(running.url)
        try:
            with ExitStack() as closing:
                yield Machine(running.url, plain, ours, home, closing)
        finally:
            await plain.close()
            await ours.close()


async def stream(nc: Client, name: str, subject: str) -> None:
    """A stream as a node's log is declared."""
    await nc.jetstream().add_stream(
        name=name, subjects=[subject], storage="file", allow_direct=True, allow_atomic=True, max_age=0
    )


def on_a_server(make: Callable[[Machine], Awaitable[Trial]]) -> Callable[[Path], AbstractAsyncContextManager[Trial]]:
    """A trial that runs on a server of its own, gone afterwards."""

    @asynccontextmanager
    async def opened(home: Path) -> AsyncIterator[Trial]:
        async with machine(home) as on:
            yield await make(on)

    return opened


def silent() -> None:
    """No log lines between the figures; to write them would be measured too."""

    def drop(logger: object, method: str, event: object) -> str:
        raise structlog.DropEvent

    structlog.configure(processors=[drop])


def conditions() -> str:
    """Cores, load, versions: one line."""
    said = subprocess.run([binary(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    packages = ", ".join(f"{name} {version(name)}" for name in ("nats-py", "eventsourcing"))
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, load {load:.1f} at the start, {platform.machine()}, Python {platform.python_version()}, "
        f"{said}, {packages}, sync_interval: always, server and clients on this machine"
    )
