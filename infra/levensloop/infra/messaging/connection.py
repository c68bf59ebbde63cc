"""The connections a service lives by: refused clearly at the start, kept up ever after, and never silent about it."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

import structlog
from nats.aio.client import Client

from levensloop.infra.nodes.credentials import Credentials, OwnClient, close
from levensloop.infra.nodes.errors import NodeUnreachable
from levensloop.infra.quick_headers import crossed, said
from levensloop.infra.unconnected import why_not

_log = structlog.get_logger()

PATIENCE = 10
"""Seconds for one try to connect, TLS and all: a machine with too much to do is slow, not gone; nobody there is told at once. Default."""


class Watch:
    """Watches one connection. Pass `options` to whoever connects; say `begun` as soon as it stands, `ending` before closing.

    `closed` is done when it will not come back by itself: the client closed it, or who uses it gives up at one of the `final`
    errors of the server.
    """

    def __init__(self, url: str, name: str, final: Collection[str] = ()) -> None:
        self._url, self._name, self._final = url, name, final
        self._begun = self._ending = False
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def options(self) -> dict[str, Any]:
        """For `nats.connect` and for FastStream's broker: reconnect for ever, and tell us what happens."""
        return {
            "name": self._name,
            "connect_timeout": PATIENCE,
            "max_reconnect_attempts": -1,
            "error_cb": self._on_error,
            "disconnected_cb": self._on_disconnected,
            "reconnected_cb": self._on_reconnected,
            "closed_cb": self._on_closed,
        }

    def begun(self) -> None:
        """From now on a failure is something to recover from."""
        self._begun = True

    def ending(self) -> None:
        """From now on nobody needs to hear that it closes."""
        self._ending = True

    async def _on_error(self, error: Exception) -> None:
        if not self._begun:  # the client would try for ever; whoever starts a service wants to hear what is wrong
            raise NodeUnreachable(
                f"{self._url} laat deze dienst niet toe of antwoordt niet ({why_not(error)}). Draait de server van dit "
                "knooppunt, en hoort de sleutel erbij?"
            ) from error
        if self._ending and crossed(error):
            return
        _log.warning("connection trouble", connection=self._name, reason=said(error))
        if said(error) in self._final:
            await self._on_closed()

    async def _on_disconnected(self) -> None:
        if self._begun and not self._ending:
            _log.warning("connection lost", connection=self._name)

    async def _on_reconnected(self) -> None:
        _log.info("connection back", connection=self._name)

    async def _on_closed(self) -> None:
        if self._begun and not self._ending and not self.closed.done():
            self.closed.set_result(None)


@asynccontextmanager
async def connection(url: str, shown: Credentials, name: str) -> AsyncIterator[Client]:
    """A connection that lasts until the block ends. Raises `NodeUnreachable` when nobody answers or the key is not known there."""
    watch, nc = Watch(url, name), OwnClient(shown.correspondent)
    try:
        await nc.connect(url, **shown.options, **watch.options)
        watch.begun()
        yield nc
    finally:
        watch.ending()
        await close(nc)
