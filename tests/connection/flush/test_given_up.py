"""A flush that nobody waits for any more costs nothing but itself: the connection goes on."""

import asyncio

from nats.aio.msg import Msg

from levensloop.infra.quick_headers import connect
from support.server import JetStreamServer
from support.waiting import PATIENCE


async def test_the_connection_still_hears(server: JetStreamServer) -> None:
    nc = await connect(server.url)

    async def answer(msg: Msg) -> None:
        await msg.respond(b"heard")

    await nc.subscribe("question", cb=answer)
    given_up = asyncio.create_task(nc.flush())
    await asyncio.sleep(0)  # it has asked, and the answer is not there yet
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)

    await nc.flush()  # each PONG is of its own PING: this one is of the second
    assert (await nc.request("question", timeout=PATIENCE)).data == b"heard"
    await nc.close()
