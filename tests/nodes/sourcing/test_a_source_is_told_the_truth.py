"""What a server answers to CONSUMER.RESET decides from where a source goes on. Were it ahead of what was acknowledged, the source
would pass over what is between and acknowledge it unstored. It is, now and again (2.14.6, 2.15.1), for a consumer that stands at 0."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nats
import pytest_asyncio
from nats.aio.client import Client
from nats.aio.msg import Msg
from nodes.trying import as_org

from levensloop.infra.nodes.declarations import consumer_config, stream_config
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.streams import Consumer, Stream, streams
from support.waiting import PATIENCE

ROUNDS, MESSAGES = 400, 10
STREAM, CONSUMER = Stream("PROEF", ("move.>",), sourced=True), Consumer("PROEF", "y", "move.>", "deliver.y")


async def asked(nc: Client, verb: str, body: object = None) -> dict[str, Any]:
    said = await nc.request(f"$JS.API.{verb}", json.dumps(body or {}).encode(), timeout=PATIENCE)
    reply: dict[str, Any] = json.loads(said.data)
    assert "error" not in reply, reply["error"]
    return reply


@pytest_asyncio.fixture
async def origin(tmp_path: Path) -> AsyncIterator[Client]:
    """A server with a stream and a consumer as we declare them."""
    conf = f'listen: "127.0.0.1:-1"\njetstream {{ store_dir: "{tmp_path / "js"}", sync_interval: always }}'
    async with Server("proef", tmp_path / "server.conf", tmp_path / "server.log", lambda _: conf) as server:
        nc = await nats.connect(server.url)
        await asked(nc, "STREAM.CREATE.PROEF", stream_config(STREAM, 1))
        config = {"stream_name": "PROEF", "config": consumer_config(CONSUMER, 1), "action": "create"}
        await asked(nc, "CONSUMER.CREATE.PROEF.y", config)
        yield nc
        await nc.close()


async def test_what_was_delivered_and_not_acknowledged_is_not_passed_over(origin: Client) -> None:
    for number in range(MESSAGES):
        await origin.jetstream().publish(f"move.{number}", b"x")
    for _ in range(ROUNDS):
        arriving = asyncio.Event()

        async def arrived(_: Msg, arriving: asyncio.Event = arriving) -> None:
            arriving.set()

        listening = await origin.subscribe("deliver.y", cb=arrived)
        await arriving.wait()
        await listening.unsubscribe()
        told = await asked(origin, "CONSUMER.RESET.PROEF.y")
        assert told["ack_floor"]["stream_seq"] == told["delivered"]["stream_seq"] == 1, told


async def test_every_stream_that_others_source_from_begins_above_1(own_network: Network) -> None:
    topology = own_network.topology
    given = {source.stream for node in topology.nodes for s in streams(topology, node.name) for source in s.sources}
    for node in topology.nodes:
        async with as_org(own_network, node.name) as nc:
            for stream in streams(topology, node.name):
                state = (await asked(nc, f"STREAM.INFO.{stream.name}"))["state"]
                assert stream.sourced == (stream.name in given), stream.name
                assert (state["last_seq"] > 0) == stream.sourced, stream.name
