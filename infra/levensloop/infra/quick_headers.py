"""nats-py's client, with one thing made quick, reading the headers of a message, and two mended: a flush given up, and a TLS
handshake that fails.

A stored message has five to twelve headers, and nats-py looks at each character of their names; in a load or a replay that
was most of the work (docs/performance.md). The result is the same, character for character: a test compares the two on
whatever bytes. If nats-py renames what is replaced here, everything works as before, at nats-py's speed.

A flush that is cancelled or runs out of time leaves its future behind; when the server's PONG comes after all, nats-py
2.16 fails on it and stops reading, while it goes on saying that it is connected.

After a TLS handshake that failed (a server gives up after a while, and a busy machine may need longer) its `connect` waits for
ever for the end of a connection that has ended, and does not try again.
"""

import asyncio
from functools import lru_cache
from typing import Any

import nats.errors
from nats.aio.client import Client

_BLANK = " \t\n\r\x0b\x0c"


class QuickClient(Client):
    """A nats-py client in every respect."""

    @staticmethod
    def _parse_header_lines(raw: bytes) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in raw.decode("utf-8", "replace").split("\r\n"):
            name, colon, value = line.partition(":")
            if colon and _is_name(key := name.strip(_BLANK)):
                found[key] = value.strip(_BLANK)
        return found

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


@lru_cache(maxsize=1024)
def _is_name(key: str) -> bool:
    """As nats-py has it: plain characters without blanks among them. The same few names come back all the time."""
    return key.isascii() and not any(character.isspace() for character in key)


async def connect(url: str, **options: Any) -> Client:
    """A connected client; options are those of `nats.connect`."""
    client = QuickClient()
    await client.connect(url, **options)
    return client
