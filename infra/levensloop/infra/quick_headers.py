"""nats-py's client, with one thing made quick, reading the headers of a message, and four mended: what a flush is for, a flush given
up, a TLS handshake that fails, and the end of a connection over TLS.

A stored message has five to twelve headers, and nats-py looks at each character of their names; in a load or a replay that
was most of the work (docs/performance.md). The result is the same, character for character: a test compares the two on
whatever bytes. If nats-py renames what is replaced here, everything works as before, at nats-py's speed.

The ping of a flush goes ahead of what still waits to be sent in nats-py 2.16: when the PONG comes, the server may not have the
subscription or the message that was there before. Here what waits goes first.

A flush that is cancelled or runs out of time leaves its future behind; when the server's PONG comes after all, nats-py
2.16 fails on it and stops reading, while it goes on saying that it is connected.

After a TLS handshake that failed (a server gives up after a while, and a busy machine may need longer) its `connect` waits for
ever for the end of a connection that has ended, and does not try again.

Who closes a connection over TLS while the server is still sending hears an error of it: what came in crossed the goodbye. That is
how an orderly end looks, not trouble, so nobody is told (`crossed`). Any other trouble is told to who listens (`error_cb`), and
goes into the operating log where nobody does; nats-py would write it to the standard error of whatever command runs.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

import nats.errors
import structlog
from nats.aio.client import Client

_log = structlog.get_logger()

_BLANK = " \t\n\r\x0b\x0c"


class QuickClient(Client):
    """A nats-py client in every respect."""

    async def connect(self, *servers: Any, **options: Any) -> None:
        """As nats-py's; without an `error_cb` the operating log is told."""
        tell: Callable[[Exception], Awaitable[None]] = options.pop("error_cb", None) or _logged(options.get("name"))

        async def told(error: Exception) -> None:
            if not (self.is_closed and crossed(error)):
                await tell(error)

        await super().connect(*servers, **(options | {"error_cb": told}))

    @staticmethod
    def _parse_header_lines(raw: bytes) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in raw.decode("utf-8", "replace").split("\r\n"):
            name, colon, value = line.partition(":")
            if colon and _is_name(key := name.strip(_BLANK)):
                found[key] = value.strip(_BLANK)
        return found

    async def _send_ping(self, future: asyncio.Future[Any] | None = None) -> None:
        if self.is_connected and self._pending and self._transport is not None:
            self._transport.writelines(self._pending[:])
            self._pending, self._pending_data_size = [], 0
        await super()._send_ping(future)

    async def _process_pong(self) -> None:
        if self._pongs and self._pongs[0].done():
            self._pongs[0] = asyncio.get_running_loop().create_future()  # nobody waits, but this PONG is its own
        await super()._process_pong()

    async def _process_connect_init(self) -> None:
        try:
            await super()._process_connect_init()
        except (OSError, TimeoutError, nats.errors.Error):
            if self._transport is not None:
                self._transport.close()  # type: ignore[no-untyped-call]
                self._transport = None  # closed, and nothing to wait for; the next try makes its own
            raise


def crossed(error: Exception) -> bool:
    """Whether this says that the server was sending when we had said goodbye. Of a connection that is not closing it is an error
    as any other."""
    return isinstance(error, ssl.SSLError) and error.reason == "APPLICATION_DATA_AFTER_CLOSE_NOTIFY"


def said(error: Exception) -> str:
    """What a server or the connection said, as it stands in the operating log."""
    return str(error).removeprefix("nats: ").strip("'").lower() or type(error).__name__


def _logged(name: str | None) -> Callable[[Exception], Awaitable[None]]:
    async def logged(error: Exception) -> None:
        _log.warning("connection trouble", connection=name, reason=said(error))

    return logged


@lru_cache(maxsize=1024)
def _is_name(key: str) -> bool:
    """As nats-py has it: plain characters without blanks among them. The same few names come back all the time."""
    return key.isascii() and not any(character.isspace() for character in key)


async def connect(url: str, **options: Any) -> Client:
    """A connected client; options are those of `nats.connect`."""
    client = QuickClient()
    await client.connect(url, **options)
    return client
