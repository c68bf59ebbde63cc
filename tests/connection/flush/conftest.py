"""A server of its own for each test of a flush."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.server import JetStreamServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[JetStreamServer]:
    server = JetStreamServer(tmp_path)
    server.start()
    yield server
    server.kill()
