"""A network of two ZVHs of its own for each test: what is destroyed does not come back."""

from pathlib import Path

import pytest
import pytest_asyncio
from handover.connected import all_connected

from levensloop.infra.messaging.logs import configure
from levensloop.infra.nodes.network import Network
from support.patient import patient


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two ZVHs with all their services in one process take minutes on a machine with far too much to do."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(900))


@pytest_asyncio.fixture
async def network(own_network: Network, monkeypatch: pytest.MonkeyPatch) -> Network:
    patient(monkeypatch)
    await all_connected(own_network)
    return own_network


@pytest.fixture(autouse=True)
def operating_log() -> None:
    configure()
