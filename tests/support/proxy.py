"""A TCP proxy on loopback before a server, that cuts the line when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlparse

import nats
from nats.aio.client import Client
from nats.errors import TimeoutError as NoAnswer

Happening = Callable[[], Awaitable[None]]


async def _nothing() -> None:
    pass


class Proxy:
    """Passes bytes both ways. `lose_replies` / `lose_requests`: chunks holding these bytes are swallowed, and the line
    is cut, as often as said; `meanwhile` is awaited in between."""

    def __init__(self, url: str) -> None:
        address = urlparse(url)
        self._host, self._port = address.hostname, address.port
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._reply, self._request = (b"", 0), (b"", 0)
        self._meanwhile: Happening = _nothing
        self.cuts = 0

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"nats://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def lose_replies(self, holding: bytes, times: int = 1, meanwhile: Happening = _nothing) -> None:
        self._reply, self._meanwhile = (holding, times), meanwhile

    def lose_requests(self, holding: bytes, times: int = 1, meanwhile: Happening = _nothing) -> None:
        self._request, self._meanwhile = (holding, times), meanwhile

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for line in list(self._lines):
            line.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream, downstream = await asyncio.open_connection(self._host, self._port)
        except OSError:
            writer.close()
            return
        self._lines |= {writer, downstream}
        try:
            await asyncio.gather(
                self._pass(reader, downstream, writer, self._request_lost),
                self._pass(upstream, writer, downstream, self._reply_lost),
            )
        finally:
            self._lines -= {writer, downstream}

    async def _pass(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        other: asyncio.StreamWriter,
        lost: Callable[[bytes], bool],
    ) -> None:
        try:
            while chunk := await source.read(65536):
                if lost(chunk):
                    self.cuts += 1
                    await self._meanwhile()
                    break
                target.write(chunk)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()
            other.close()

    def _reply_lost(self, chunk: bytes) -> bool:
        self._reply, lost = _count(self._reply, chunk)
        return lost

    def _request_lost(self, chunk: bytes) -> bool:
        self._request, lost = _count(self._request, chunk)
        return lost


async def connected(proxy: Proxy) -> Client:
    """A client through the proxy that comes back when its line is cut, and then knows that what it asked over that line is not
    answered any more: at once, instead of when its patience is over."""

    async def cut() -> None:
        for waiting in list(client._resp_map.values()):
            if not waiting.done():
                waiting.set_exception(NoAnswer())

    client = await nats.connect(proxy.url, max_reconnect_attempts=-1, reconnect_time_wait=0.02, disconnected_cb=cut)
    return client


def _count(wanted: tuple[bytes, int], chunk: bytes) -> tuple[tuple[bytes, int], bool]:
    holding, times = wanted
    lost = times > 0 and holding in chunk
    return ((holding, times - 1) if lost else wanted), lost
