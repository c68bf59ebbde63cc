"""What goes over the lines: servers without TLS, each behind a proxy that keeps all that passes, both ways."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from unittest.mock import patch

from levensloop.infra.nodes.server import Ports, Server
from levensloop.infra.nodes.topology import Address


@dataclass
class Lines:
    """Line → the chunks that went over it. `hub` and `hub leaf`: what who runs the hub sees."""

    heard: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    def all(self, line: str) -> bytes:
        """All that went over this line, in the order in which it passed."""
        return b"".join(self.heard[line])

    async def through(self, line: str, address: Address) -> Address:
        """Where to connect so that it is heard."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            upstream, downstream = await asyncio.open_connection(address.host, address.port)
            await asyncio.gather(self._pass(line, reader, downstream), self._pass(line, upstream, writer))

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        self._stack.callback(server.close)
        return Address(host="127.0.0.1", port=server.sockets[0].getsockname()[1])

    async def _pass(self, line: str, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while chunk := await source.read(1 << 16):
                self.heard[line].append(chunk)
                target.write(chunk)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()


@asynccontextmanager
async def overhearing() -> AsyncIterator[Lines]:
    """Every server that starts meanwhile is reached through a proxy alone; lines between servers are not compressed."""
    lines = Lines()
    start = Server.start

    async def started(server: Server) -> None:
        write = server._write_conf
        server._write_conf = lambda ports: write(ports).replace("leafnodes: {", 'leafnodes: {\n  compression: "off"')
        await start(server)
        ports = server.ports
        heard = replace(ports, client=await lines.through(server.name, ports.client))
        if ports.leaf is not None:
            heard = replace(heard, leaf=await lines.through(f"{server.name} leaf", ports.leaf))
        server._ports = Ports(heard.client, heard.leaf, heard.route)

    with patch.object(Server, "start", started):
        try:
            yield lines
        finally:
            await lines._stack.aclose()
