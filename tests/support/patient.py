"""Patience for tests in which much is at work in one process, on a machine that has far too much to do besides."""

from typing import Any

import pytest

from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from support.waiting import PATIENCE


def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks a server or a service from now on waits so long for the answer, and not the seconds that are enough in use."""
    request = client._request

    async def waits(*given: Any) -> bytes:
        return await request(*given[:-1], PATIENCE)

    monkeypatch.setattr(client, "_request", waits)
    monkeypatch.setitem(EventStore.__init__.__kwdefaults__, "timeout", PATIENCE)
