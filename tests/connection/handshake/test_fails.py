"""A TLS handshake that fails is tried again, and in the end is an error: nats-py 2.16 alone waits for ever."""

import asyncio
import ssl
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from nats.errors import NoServersError

from levensloop.infra import quick_headers


class Hasty:
    """A server that hangs up on everyone in the middle of the handshake."""

    def __init__(self) -> None:
        self.port, self.callers = 0, 0

    async def hang_up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.callers += 1
        await reader.read(1)
        writer.close()


@pytest_asyncio.fixture
async def hasty() -> AsyncIterator[Hasty]:
    hasty = Hasty()
    async with await asyncio.start_server(hasty.hang_up, "127.0.0.1", 0) as server:
        hasty.port = server.sockets[0].getsockname()[1]
        yield hasty


async def test_it_is_tried_again_and_then_an_error(hasty: Hasty) -> None:
    with pytest.raises(NoServersError):
        await quick_headers.connect(
            f"tls://127.0.0.1:{hasty.port}",
            tls=ssl.create_default_context(),
            tls_handshake_first=True,
            reconnect_time_wait=0.01,
            max_reconnect_attempts=2,
        )
    assert hasty.callers > 1
