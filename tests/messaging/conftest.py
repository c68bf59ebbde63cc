"""A node, a case, and the log lines of a test."""

import json
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
import structlog

from levensloop.infra.messaging.logs import configure
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import LogLines, at_node


@pytest_asyncio.fixture
async def node(network: Network) -> AsyncIterator[Node]:
    async with at_node(network) as here:
        yield here


@pytest.fixture
def case() -> UUID:
    return uuid4()


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[LogLines]:
    """What was logged so far; every line must be JSON."""
    stream = StringIO()
    configure(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
