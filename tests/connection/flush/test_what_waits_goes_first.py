"""When a flush returns, the server has what was said before it: nats-py 2.16 alone sends its ping ahead of what still waits."""

from levensloop.infra.quick_headers import connect
from support.proxy import Proxy
from support.server import JetStreamServer


class Listening(Proxy):
    """Keeps what the client says."""

    said = b""

    def _request_lost(self, chunk: bytes) -> bool:
        self.said += chunk
        return False


async def test_before_its_ping(server: JetStreamServer) -> None:
    async with Listening(server.url) as proxy:
        nc = await connect(proxy.url)
        before = len(proxy.said)

        await nc.subscribe("question")
        await nc.publish("answer", b"of before")
        await nc.flush()

        assert proxy.said[before:] == b"SUB question  1\r\nPUB answer  9\r\nof before\r\nPING\r\n"
        await nc.close()
