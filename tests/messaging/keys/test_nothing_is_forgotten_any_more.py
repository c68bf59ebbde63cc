"""WGS-1.8-7: a process that no longer hears what is destroyed stops, else it would keep the clear text."""

import asyncio
from dataclasses import replace

import pytest

from levensloop.inclusion.app import app
from levensloop.infra.eventstore.errors import StreamMissing
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.forgetting import forgetting
from levensloop.infra.messaging.node import Node
from support.waiting import PATIENCE


async def test_wgs_1_8_7_its_service_does_not_go_on(node: Node) -> None:
    """WGS-1.8-7."""
    async with (
        forgetting(EventStore(node.nc, "LOG_that-is-not-there"), node.vault) as forgets,
        running(app(replace(node, forgets=forgets))) as service,
    ):
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait([service.failed])
        with pytest.raises(StreamMissing):
            service.failed.result()


async def test_as_long_as_it_hears_it_goes_on(node: Node) -> None:
    async with running(app(node)) as service:
        await service.caught_up()
        assert node.forgets is not None
        assert not node.forgets.done()
        assert not service.failed.done()
