"""The line between a service and its node, which a test cuts as a kill does: from one byte to the next, and for good."""

from __future__ import annotations

import asyncio
from random import Random
from urllib.parse import urlparse


class Lifeline:
    """Passes so many chunks, both ways together, over all connections; of the next only a part. Then every connection is
    gone and none is let in any more: all that the server sees of a process that was killed with SIGKILL.

    `passes`: how many chunks; `None` for a service that lives on.
    """

    def __init__(self, url: str, passes: int | None, chance: Random) -> None:
        address = urlparse(url)
        self._host, self._port = address.hostname, address.port
        self._left, self._chance = passes, chance
        self._lines: set[asyncio.StreamWriter] = set()
        self.cut = asyncio.Event()
        self.passed = 0

    async def __aenter__(self) -> Lifeline:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.kill()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def kill(self) -> None:
        """Now, whatever is under way."""
        self.cut.set()
        self._server.close()
        for line in self._lines:
            line.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream, downstream = await asyncio.open_connection(self._host, self._port)
        except OSError:
            writer.close()
            return
        lines = {writer, downstream}
        self._lines |= lines
        if self.cut.is_set():
            self.kill()
        try:
            await asyncio.gather(self._pass(reader, downstream), self._pass(upstream, writer))
        finally:
            self._lines -= lines

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while (chunk := await source.read(65536)) and not self.cut.is_set():
                if self._left == 0:
                    target.write(chunk[: self._chance.randint(0, len(chunk))])
                    self.kill_after_flush(target)
                    break
                self.passed += 1
                self._left = None if self._left is None else self._left - 1
                target.write(chunk)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()

    def kill_after_flush(self, last: asyncio.StreamWriter) -> None:
        """What was written last still goes out, as from a process that the system buries."""
        self._lines.discard(last)
        self.kill()
