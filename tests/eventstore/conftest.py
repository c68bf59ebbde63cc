"""One real server for all event store tests, and one of its own for a test that hurts it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import nats
import pytest
import pytest_asyncio
from nats.aio.client import Client
from nats.js.api import StreamConfig

from levensloop.infra.eventstore import EventStore
from support.server import JetStreamServer

_numbers = count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JetStreamServer]:
    server = JetStreamServer(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[JetStreamServer]:
    server = JetStreamServer(tmp_path / "server")
    server.start()
    yield server
    server.kill()


@pytest_asyncio.fixture
async def nc(server: JetStreamServer) -> AsyncIterator[Client]:
    client = await nats.connect(server.url)
    yield client
    await client.close()


@pytest.fixture
def fresh() -> str:
    """A name no other test has: stream `fresh` has the subjects `fresh.>`."""
    return f"s{next(_numbers)}"


@pytest.fixture
def declare() -> Callable[..., Awaitable[None]]:
    async def _declare(client: Client, name: str, **more: Any) -> None:
        config = {"allow_atomic": True, "allow_direct": True, "discard": "new", **more}
        plain = {key: value for key, value in config.items() if key in StreamConfig.__dataclass_fields__}
        assert plain == config
        await client.jetstream().add_stream(StreamConfig(name=name, subjects=[f"{name}.>"], **config))

    return _declare


@pytest_asyncio.fixture
async def store(nc: Client, fresh: str, declare: Callable[..., Awaitable[None]]) -> EventStore:
    await declare(nc, fresh)
    return EventStore(nc, fresh)
