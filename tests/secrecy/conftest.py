"""A node with a key stream of its own, for each test."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import nats
import pytest_asyncio
from nats.aio.client import Client
from nats.js.api import StreamConfig

from levensloop.contracts import subjects
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.nodes.declarations import stream_config
from levensloop.infra.nodes.streams import Stream
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.master import MasterKeyInFile, make_master_key
from support.disk import files_in
from support.samples.world import HAAGLANDEN
from support.server import JetStreamServer


@dataclass(frozen=True, slots=True)
class KeyNode:
    """A node with a key stream. Each `service()` is one more instance of a service, with a cache of its own."""

    nc: Client
    master: Path
    home: Path

    @property
    def log(self) -> EventStore:
        return EventStore(self.nc, subjects.keys_stream(HAAGLANDEN))

    def service(self) -> JetStreamKeys:
        return JetStreamKeys(self.log, MasterKeyInFile(self.master))

    def on_disk(self) -> bytes:
        """All that the server has written, as it stands."""
        return b"".join(content for path, content in files_in(self.home).items() if path.suffix == ".blk")


@pytest_asyncio.fixture
async def node(tmp_path: Path) -> AsyncIterator[KeyNode]:
    server = JetStreamServer(tmp_path / "server")
    server.start()
    nc = await nats.connect(server.url)
    made = KeyNode(nc, tmp_path / "node.master", tmp_path / "server")
    make_master_key(made.master)
    config = stream_config(Stream(subjects.keys_stream(HAAGLANDEN), (subjects.ALL_KEYS,)), 1)
    await nc.jetstream().add_stream(StreamConfig.from_response(config))
    yield made
    await nc.close()
    server.stop()
