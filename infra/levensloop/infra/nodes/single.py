"""One server of a topology for real use: the hub or a node, on its own ports and data, provisioned, until the block ends."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from levensloop.infra.nodes.credentials import connect, credentials, provisioning_credentials
from levensloop.infra.nodes.errors import KeyProblem, TopologyError
from levensloop.infra.nodes.keys import public_key, seed_file
from levensloop.infra.nodes.placed import door_server, door_writer, hub_server, node_server
from levensloop.infra.nodes.provision import provision_node
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.users.callout import judging_users


@contextlib.asynccontextmanager
async def running_hub(topology: Topology, data_dir: Path, keys_dir: Path) -> AsyncIterator[Server]:
    """The hub, listening where the topology says. Its directory holds a configuration and a log, no data. Raises CertificateProblem."""
    async with hub_server(lambda: topology, data_dir, keys_dir) as server:
        yield server


class Door:
    """The door for users of a running hub: its server, and the service that judges who comes in. Made by `running_door`."""

    def __init__(self, topology: Topology, hub: Server, data: Path, keys: Path) -> None:
        route = hub.ports.route
        assert route is not None
        self._topology, self._route, self._data, self._keys = topology, route, data, keys
        self.server = door_server(self.topology, route, data, keys)

    def topology(self) -> Topology:
        """By which users are judged now."""
        return self._topology

    async def takes_over(self, wanted: Topology) -> None:
        """Another topology, at once for who comes in; who is in connects anew. Twice, as the hub. Raises ServerWillNotReload."""
        self._topology = wanted
        for _ in range(2):
            await self.server.reload(door_writer(lambda: wanted, self._route, self._data, self._keys))


@contextlib.asynccontextmanager
async def running_door(topology: Topology, hub: Server, data_dir: Path, keys_dir: Path) -> AsyncIterator[Door]:
    """The door beside a running hub, listening where the topology says. Its directory holds the revocation lists that it heard.

    Raises KeyProblem, CertificateProblem, UsersProblem, ServerWillNotStart.
    """
    door = Door(topology, hub, data_dir, keys_dir)
    async with door.server as server, judging_users(server.url, door.topology, keys_dir, data_dir / "revoked"):
        yield door


@contextlib.asynccontextmanager
async def running_node(topology: Topology, name: str, data_dir: Path, keys_dir: Path) -> AsyncIterator[Server]:
    """A node's server, listening where the topology says, its streams declared. It runs with or without the hub.

    Needs the seed (and with TLS the certificate) of this organisation alone. Raises TopologyError for a name without a node,
    KeyProblem for a seed that is missing or is not the topology's, CertificateProblem, ServerWillNotStart, StreamDiffers.
    """
    node = topology.node(name)
    if node is None:
        known = ", ".join(n.name for n in topology.nodes)
        raise TopologyError(
            "(topologie)", [f"nodes: er is geen knooppunt '{name}'; bekend: {known}, en de hub {topology.hub.name}"]
        )
    shown = credentials(topology, keys_dir, name)
    if topology.organisation(name).public_key != public_key(shown.seed):
        raise KeyProblem(
            f"{seed_file(keys_dir, name)} hoort niet bij de publieke sleutel van {name} in de topologie; "
            "gebruik de sleutelmap en de topologie die bij elkaar horen. Is de juiste sleutel verloren, vervang hem dan met "
            f"`levensloop keys replace-nkey --organisation {name}`."
        )
    async with node_server(lambda: topology, node, data_dir, keys_dir) as server:
        declaring = provisioning_credentials(topology, keys_dir, name)
        nc = await connect(server.url, declaring, name=f"{name} provisioning")
        try:
            await provision_node(topology, node, nc)
        finally:
            await nc.close()
        yield server
