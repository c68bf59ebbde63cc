"""A hub and the node of one ZVH, each as `levensloop up` runs it, with the topology in a file."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from nats.aio.msg import Msg
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout

from levensloop.infra.nodes.credentials import connect, credentials
from levensloop.infra.nodes.keys import make_keys
from levensloop.infra.nodes.network import with_free_ports
from levensloop.infra.nodes.rights import link
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.single import running_hub, running_node
from levensloop.infra.nodes.taking_over import hub_takes_over, node_takes_over
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.nodes.trial_authority import make_certificates
from support.waiting import eventually

ZVH = "zvh-haaglanden"


@dataclass
class Pair:
    """`now` is what the servers know; the file is what they are to take over."""

    home: Path
    now: Topology
    hub: Server
    node: Server

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def file(self) -> Path:
        return self.home / "network.yaml"

    async def take_over(self) -> None:
        wanted = load_topology(self.file)
        await self.hub_takes_over()
        await node_takes_over(self.node, self.now, wanted, ZVH, self.home / ZVH, self.keys)
        self.now = wanted

    async def hub_takes_over(self) -> None:
        await hub_takes_over(self.hub, self.now, load_topology(self.file), self.home / "hub", self.keys)

    async def linked(self) -> None:
        """Until something gets across, from the node to the hub and back."""
        topology, subject = load_topology(self.file), link(ZVH).subject
        shown = credentials(topology, self.keys, ZVH)
        at_hub, at_node = await connect(self.hub.url, shown), await connect(self.node.url, shown)

        async def crosses() -> bool:
            try:
                await at_node.request(subject, b"", timeout=0.5)
            except (NoRespondersError, NatsTimeout):
                return False
            return True

        await at_hub.subscribe(subject, cb=_answer)
        await at_hub.flush()
        await eventually(crosses, "node and hub reach one another")
        for nc in (at_hub, at_node):
            await nc.close()


async def _answer(msg: Msg) -> None:
    await msg.respond(b"")


@contextlib.asynccontextmanager
async def running_pair(topology: Topology, home: Path) -> AsyncIterator[Pair]:
    """Both, connected, until the block ends."""
    keys = home / "keys"
    make_certificates(topology, keys)
    keyed = make_keys(with_free_ports(topology), keys)
    async with running_hub(keyed, home / "hub", keys) as hub:
        placed = keyed.hub.model_copy(update={"listen": hub.ports.client, "leaf": hub.ports.leaf})
        keyed = keyed.model_copy(update={"hub": placed})
        async with running_node(keyed, ZVH, home / ZVH, keys) as node:
            pair = Pair(home, keyed, hub, node)
            pair.file.write_text(keyed.model_dump_json(exclude_none=True))
            await pair.linked()
            yield pair
