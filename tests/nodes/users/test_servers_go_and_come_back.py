"""When the service, the door or the hub is away: nobody comes in unjudged, organisations' own keys and nodes go on, and all come back."""

from pathlib import Path

import nats.errors
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout
from nodes.trying import as_org
from nodes.users.conftest import with_door
from nodes.users.people import ORG, ZVH, at_the_door, comes_in, person

from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from support.waiting import eventually

SUBJECT = f"cmd.{ZVH}.{ORG}.plan.X"


async def test_the_service_is_away(topology: Topology, tmp_path: Path) -> None:
    async with running(with_door(topology), tmp_path) as network, as_org(network, ZVH) as zvh:
        await zvh.subscribe(SUBJECT, cb=_answer)
        await zvh.flush(20)
        async with at_the_door(network, person(network)) as inside:
            await network.ignore_users()
            with pytest.raises((TimeoutError, nats.errors.Error)):
                await comes_in(network, person(network), connect_timeout=2)
            async with as_org(network, ORG, at_hub=True) as org:
                await eventually(lambda: _served(org), "the organisation's own key goes on")
                with pytest.raises(NoRespondersError):
                    await org.request(f"users.{ORG}.revoked", b"", timeout=20)
            await network.stop("politie-haaglanden")
            await network.start("politie-haaglanden")
            await network.linked("politie-haaglanden")
            await eventually(lambda: _served(inside), "who was in goes on")
        await network.judge_users()
        async with at_the_door(network, person(network)) as later:
            await eventually(lambda: _served(later), "who comes in is served")


async def test_the_door_is_away(topology: Topology, tmp_path: Path) -> None:
    async with running(with_door(topology), tmp_path) as network, as_org(network, ZVH) as zvh:
        await zvh.subscribe(SUBJECT, cb=_answer)
        await zvh.flush(20)
        who = person(network)
        await network.door.stop()
        with pytest.raises((OSError, nats.errors.Error)):
            await comes_in(network, who)
        async with as_org(network, ORG, at_hub=True) as org:
            await eventually(lambda: _served(org), "the organisation's own key goes on")
        await network.door.start()
        await eventually(lambda: _comes_in_and_is_served(network), "users come in again")


async def test_the_hub_is_away(topology: Topology, tmp_path: Path) -> None:
    async with running(with_door(topology), tmp_path) as network, as_org(network, ZVH) as zvh:
        await zvh.subscribe(SUBJECT, cb=_answer)
        await zvh.flush(20)
        async with at_the_door(network, person(network)) as inside:
            await network.stop("hub")
            assert not await _served(inside)
            await network.start("hub")
            await network.linked(ZVH)
            await eventually(lambda: _served(inside), "what a user says arrives again")


async def _served(nc: Client) -> bool:
    try:
        return (await nc.request(SUBJECT, b"", timeout=5)).data == b"well"
    except (NoRespondersError, NatsTimeout):
        return False


async def _comes_in_and_is_served(network: Network) -> bool:
    try:
        async with at_the_door(network, person(network), connect_timeout=5) as nc:
            return await _served(nc)
    except (TimeoutError, OSError, nats.errors.Error):
        return False


async def _answer(msg: Msg) -> None:
    await msg.respond(b"well")
