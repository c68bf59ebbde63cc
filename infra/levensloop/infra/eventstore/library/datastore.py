"""One application's connection to the server, and the streams behind it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from threading import Lock

import nats.errors
from eventsourcing.persistence import InterfaceError, ProgrammingError
from nats.aio.client import Client

from levensloop.infra.eventstore.errors import refusal
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.eventstore.stream import Stream
from levensloop.infra.quick_headers import connect

from .bridge import Bridge
from .failures import translated
from .memory import Memory
from .names import Names
from .settings import Settings

_log = logging.getLogger(__name__)


class Datastore:
    """Shared by the recorders of one factory; connects at first use, from any thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.bridge, self.memory = settings, Bridge(), Memory()
        self._nc: Client | None = None
        self._lock = Lock()

    def names(self, purpose: str) -> Names:
        """Stream and subjects for `purpose`."""
        return Names(self.settings.prefix, self.settings.application, purpose)

    def store(self, names: Names) -> EventStore:
        """The event store on the stream of `names`."""
        return EventStore(self._client(), names.stream, api=self.settings.api, timeout=self.settings.timeout)

    def create_stream(self, names: Names) -> None:
        """Make the stream when there is none; one that exists is left as it is, ProgrammingError if it cannot serve."""
        with translated():
            self.bridge.run(_ensure(Stream(self._client(), names.stream, self.settings.api), names, self.settings))

    def close(self) -> None:
        """Close the connection and end the background thread; may be called twice."""
        with self._lock:
            if self.bridge.closed:
                return
            if self._nc is not None:
                with suppress(OSError):  # what nats-py raises when the line is down already, and of a time-out
                    self.bridge.run(asyncio.wait_for(self._nc.close(), self.settings.timeout))
            self.bridge.close()

    def _client(self) -> Client:
        self.bridge.outside()  # whoever holds the lock may be waiting for the loop
        with self._lock:
            if self._nc is None:
                try:
                    self._nc = self.bridge.run(_connect(self.settings))
                except (nats.errors.Error, OSError) as error:
                    raise InterfaceError(
                        f"Geen verbinding met de server op {self.settings.url} ({error}). "
                        "Controleer of de server draait en of de toegangssleutel klopt."
                    ) from error
            return self._nc


async def _connect(settings: Settings) -> Client:
    async def note(error: Exception) -> None:
        _log.warning("event store connection: %s", type(error).__name__)

    async with asyncio.timeout(settings.connect_timeout):  # once connected it keeps trying; the first time it may not
        return await connect(
            settings.url,
            nkeys_seed=settings.nkey_seed_file,
            connect_timeout=settings.connect_timeout,
            max_reconnect_attempts=-1,
            error_cb=note,
        )


async def _ensure(stream: Stream, names: Names, settings: Settings) -> None:
    answer = await stream.ask(f"STREAM.INFO.{names.stream}")
    if answer.get("error", {}).get("err_code") == 10059:
        answer = await stream.ask(
            f"STREAM.CREATE.{names.stream}",
            {
                "name": names.stream,
                "subjects": [names.all],
                "storage": "file",
                "retention": "limits",
                "discard": "new",  # a full stream refuses what is new and forgets nothing
                "num_replicas": settings.replicas,
                "allow_direct": True,
                "allow_atomic": True,
                "deny_delete": True,
            },
        )
    if error := answer.get("error"):
        raise refusal(names.stream, error)
    if not (answer["config"].get("allow_atomic") and answer["config"].get("allow_direct")):
        raise ProgrammingError(f"De stream {names.stream} bestaat, maar zonder allow_atomic en allow_direct.")
