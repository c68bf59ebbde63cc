"""Who closes a connection over TLS while the server is still sending, hears no trouble of it; all other trouble is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg

from levensloop.infra.messaging.connection import Watch
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.nodes.credentials import close
from levensloop.infra.nodes.network import Network
from levensloop.infra.quick_headers import crossed
from support.messaging import LogLines
from support.samples.world import HAAGLANDEN, OM
from support.waiting import eventually

FLOOD = "flood.x"
OFTEN = 200  # times that a connection is closed at most; nearly each of them crosses what the server sends
ROUNDS = 5  # without what is mended here, nearly each of them would be told

Connect = Callable[[], Awaitable[Client]]


@asynccontextmanager
async def flooded(network: Network) -> AsyncIterator[None]:
    """Somebody who goes on speaking."""
    speaking = await network.connect(HAAGLANDEN)

    async def speak() -> None:
        while True:
            for _ in range(200):
                await speaking.publish(FLOOD, bytes(1000))
            await speaking.flush()

    flood = asyncio.create_task(speak())
    try:
        yield
    finally:
        await cancel([flood])
        await close(speaking)


async def closed_while_it_comes_in(connect: Connect, ending: Callable[[], None] = lambda: None) -> Client:
    nc, heard = await connect(), asyncio.Event()

    async def hears(_: Msg) -> None:
        heard.set()

    await nc.subscribe(FLOOD, cb=hears)
    await heard.wait()
    ending()
    await nc.close()
    return nc


async def what_nats_py_says(network: Network) -> Exception:
    """The error that it is about, of a client that nobody mended."""
    told: list[Exception] = []

    async def tell(error: Exception) -> None:
        told.append(error)

    for _ in range(OFTEN):
        await closed_while_it_comes_in(
            lambda: nats.connect(network.url(HAAGLANDEN), **network.credentials(HAAGLANDEN).options, error_cb=tell)
        )
        if told:
            return told[0]
    raise AssertionError("what came in never crossed the goodbye")


async def test_what_crosses_the_goodbye_is_no_trouble(network: Network, log_lines: LogLines) -> None:
    told: list[Exception] = []

    async def tell(error: Exception) -> None:
        told.append(error)

    async with flooded(network):
        assert crossed(await what_nats_py_says(network))
        for _ in range(ROUNDS):
            await closed_while_it_comes_in(lambda: network.connect(HAAGLANDEN, error_cb=tell))
            await closed_while_it_comes_in(lambda: network.connect(HAAGLANDEN))
    assert told == []
    assert log_lines() == []


async def test_nor_is_it_for_a_service_that_ends(network: Network, log_lines: LogLines) -> None:
    """FastStream makes a client of its own: all that it has of ours is the watch."""
    async with flooded(network):
        for _ in range(ROUNDS):
            watch = Watch(network.url(HAAGLANDEN), "service")
            shown = network.credentials(HAAGLANDEN).options | watch.options
            await closed_while_it_comes_in(
                lambda shown=shown: nats.connect(network.url(HAAGLANDEN), **shown),  # type: ignore[misc]
                lambda watch=watch: (watch.begun(), watch.ending())[0],  # type: ignore[misc]
            )
    assert log_lines() == []


async def test_of_a_connection_that_is_not_closing_it_is_told(network: Network, log_lines: LogLines) -> None:
    async with flooded(network):
        error = await what_nats_py_says(network)
    nc = await network.connect(HAAGLANDEN)
    watch = Watch(network.url(HAAGLANDEN), "service")
    watch.begun()
    await nc._error_cb(error)
    await watch.options["error_cb"](error)
    await close(nc)
    assert [line["connection"] for line in log_lines()] == [HAAGLANDEN, "service"]


async def test_anything_else_while_it_closes_is_told(network: Network, log_lines: LogLines) -> None:
    nc = await network.connect(HAAGLANDEN)
    await close(nc)
    await nc._error_cb(ConnectionResetError("Connection reset by peer"))
    assert [(line["event"], line["reason"]) for line in log_lines()] == [
        ("connection trouble", "connection reset by peer")
    ]


async def test_what_nobody_listens_for_is_in_the_operating_log(network: Network, log_lines: LogLines) -> None:
    nc = await network.connect(OM)
    await nc.publish("not.for.it", b"")
    await nc.flush()
    await eventually(lambda: bool(log_lines()), "the refusal is logged")
    await close(nc)
    (line,) = log_lines()
    assert (line["event"], line["level"], line["connection"]) == ("connection trouble", "warning", OM)
    assert "permissions violation" in line["reason"]
