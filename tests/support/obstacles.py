"""Three ways in which a real server takes a message and not the record of it, in the same stream: while the block lasts."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.placed import node_writer
from levensloop.infra.nodes.server import Ports

Obstacle = Callable[[Network, Node, str, str], AbstractAsyncContextManager[None]]
"""Given a network, a node in it, one of its streams, and the subject (or pattern) of records in that."""


@asynccontextmanager
async def not_a_subject_of_the_stream(network: Network, node: Node, stream: str, records: str) -> AsyncIterator[None]:
    js = node.nc.jetstream()
    config = (await js.stream_info(stream)).config
    rest = [subject for subject in config.subjects or () if subject != records]
    assert len(rest) == len(config.subjects or ()) - 1
    await js.update_stream(config.evolve(subjects=rest))
    try:
        yield
    finally:
        await js.update_stream(config)


@asynccontextmanager
async def room_for_one_more(network: Network, node: Node, stream: str, records: str) -> AsyncIterator[None]:
    js = node.nc.jetstream()
    info = await js.stream_info(stream)
    await js.update_stream(info.config.evolve(max_msgs=info.state.messages + 1))
    try:
        yield
    finally:
        await js.update_stream(info.config)


@asynccontextmanager
async def no_permission(network: Network, node: Node, stream: str, records: str) -> AsyncIterator[None]:
    server, [here] = network.server(node.me), [at for at in network.topology.nodes if at.name == node.me]
    write = node_writer(lambda: network.topology, here, network.directory / node.me, network.keys)

    def narrowed(ports: Ports | None) -> str:
        mine = r'(nkey: "U[A-Z0-9]+"\s+permissions: \{\s+publish: \{\s+deny: \[)'
        text, found = re.subn(mine, rf'\1 "{records}"', write(ports), count=1)
        assert found, "what the services may not publish"
        return text

    await server.reload(narrowed)
    try:
        yield
    finally:
        await server.reload(write)


OBSTACLES: tuple[Obstacle, ...] = (not_a_subject_of_the_stream, room_for_one_more, no_permission)
