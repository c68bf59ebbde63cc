"""A fresh server with three streams per test: it starts in a tenth of a second, and may be hurt."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from support.policy_world import PolicyWorld, declare, policy_world
from support.server import JetStreamServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[JetStreamServer]:
    server = JetStreamServer(tmp_path / "server")
    server.start()
    yield server
    server.kill()


@pytest_asyncio.fixture
async def world(server: JetStreamServer) -> AsyncIterator[PolicyWorld]:
    async with policy_world(server.url) as world:
        await declare(world.nc)
        yield world
