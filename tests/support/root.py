"""An administrator with root on a ZVH's node: the node's own server is down, and another serves its files to him alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import nats
from nats.aio.client import Client
from nats.js.api import StreamConfig

from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.nodes.network import Network
from support.server import JetStreamServer


@dataclass(frozen=True, slots=True)
class Held:
    """A message as it stands in a stream."""

    seq: int
    subject: str
    data: bytes
    headers: dict[str, str]


Edit = Callable[[list[Held]], list[Held]]


@dataclass(frozen=True, slots=True)
class Root:
    """`files`: where the node's streams stand on disk."""

    nc: Client
    files: Path

    async def take_out(self, stream: str, seq: int) -> None:
        """One message, with nothing said."""
        await self.nc.jetstream().delete_msg(stream, seq)

    async def put_in(self, stream: str, subject: str, data: bytes, headers: dict[str, str] | None = None) -> int:
        """One message, whatever is in it. Its sequence."""
        return (await self.nc.jetstream().publish(subject, data, stream=stream, headers=headers)).seq

    async def rewrite(self, stream: str, edit: Edit) -> None:
        """The whole stream made anew, each message at the sequence that it had; `edit` gives what stands there instead."""
        js = self.nc.jetstream()
        config = (await js.stream_info(stream)).config
        messages = [
            Held(m.seq, m.subject, m.data, dict(m.headers)) async for m in EventStore(self.nc, stream).replay(">")
        ]
        edited = {message.seq: message for message in edit(messages)}
        first, last = min(edited), max(edited)
        await js.delete_stream(stream)
        await js.add_stream(StreamConfig.from_response({**config.as_dict(), "first_seq": first}))
        for seq in range(first, last + 1):
            found = edited.get(seq)
            subject, data = (found.subject, found.data) if found else (edited[last].subject, b"")
            headers = (
                {name: value for name, value in found.headers.items() if not name.startswith("Nats-")} if found else {}
            )
            ack = await js.publish(subject, data, stream=stream, headers=headers)
            assert ack.seq == seq
            if found is None:
                await js.delete_msg(stream, seq)


@asynccontextmanager
async def as_root(network: Network, zvh: str) -> AsyncIterator[Root]:
    """The node is away as long as he is at it, and back afterwards."""
    await network.stop(zvh)
    home = network.keys.parent / zvh
    server = JetStreamServer(home / "root", store=home / "jetstream", account=zvh)
    server.start()
    nc = await nats.connect(server.url, user="root", password="root")
    try:
        yield Root(nc, home)
    finally:
        await nc.close()
        server.stop()
        await network.start(zvh)
