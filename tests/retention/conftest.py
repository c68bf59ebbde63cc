"""A network of two ZVHs of its own for each test: what is destroyed does not come back."""

import pytest
import pytest_asyncio
from handover.connected import all_connected

from levensloop.infra.messaging.logs import configure
from levensloop.infra.nodes.network import Network
from support.patient import patient


@pytest_asyncio.fixture
async def network(own_network: Network, monkeypatch: pytest.MonkeyPatch) -> Network:
    patient(monkeypatch)
    await all_connected(own_network)
    return own_network


@pytest.fixture(autouse=True)
def operating_log() -> None:
    configure()
