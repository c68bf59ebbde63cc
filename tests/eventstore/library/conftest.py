"""The library's cases are unittest classes: they find the server, and a stream nobody used, on the class."""

from __future__ import annotations

from itertools import count

import pytest

from support.server import JetStreamServer

_numbers = count(1)


@pytest.fixture(autouse=True)
def _library_env(request: pytest.FixtureRequest, server: JetStreamServer) -> None:
    env = {
        "PERSISTENCE_MODULE": "levensloop.infra.eventstore",
        "NATS_URL": server.url,
        "NATS_STREAM_PREFIX": f"LIB{next(_numbers)}",
    }
    if request.instance is not None:
        request.instance.nats_env = env
