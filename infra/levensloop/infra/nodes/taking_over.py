"""A running server takes over another topology: who joined has its rights, who left lost them, and nothing restarts.

Each server reads its configuration twice (tried on nats-server 2.15.1). At the first time an import of a newly exported subject comes to
nothing, because it is bound before the export stands; at the second it is there. In between node and hub let go of one another, for a
second: what a gate takes in, and what the hub passes on, is settled when the two connect. Either may be first. What is asked in that
moment finds nobody, and is asked again.
"""

from pathlib import Path
from typing import Any

from nats.errors import Error as NatsError

from levensloop.infra.nodes.certificates import certificate_files, show_anew
from levensloop.infra.nodes.credentials import connect, credentials, provisioning_credentials
from levensloop.infra.nodes.differences import restarts
from levensloop.infra.nodes.errors import KeyProblem, NodesError, NodeUnreachable
from levensloop.infra.nodes.keys import public_key
from levensloop.infra.nodes.placed import hub_writer, node_writer
from levensloop.infra.nodes.provision import provision_node
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.unconnected import why_not

_SOON: dict[str, Any] = {"connect_timeout": 10, "max_reconnect_attempts": 3, "reconnect_time_wait": 0.1}
"""The server is there: a slow machine gets its time, and who is refused is told at once."""


async def hub_takes_over(server: Server, now: Topology, wanted: Topology, data: Path, keys: Path) -> None:
    """Raises NodesError when a restart is needed or the server refuses; it goes on with what it had."""
    _unless_a_restart(now, wanted, now.hub.name)
    for linked in (False, True):
        await server.reload(hub_writer(lambda: wanted, data, keys, linked=linked))
    show_anew(certificate_files(keys, wanted.hub.name))


async def node_takes_over(server: Server, now: Topology, wanted: Topology, name: str, data: Path, keys: Path) -> None:
    """Likewise, and declare the streams and consumers that are new."""
    _unless_a_restart(now, wanted, name)
    node = wanted.node(name)
    assert node is not None  # else it asks for a restart
    shown = credentials(wanted, keys, name)
    if wanted.organisation(name).public_key != public_key(shown.seed):
        raise KeyProblem(f"De topologie noemt een andere sleutel van {name} dan die in {keys}.")
    for linked in (False, True):
        await server.reload(node_writer(lambda: wanted, node, data, keys, linked=linked))
    show_anew(certificate_files(keys, name))
    declaring = provisioning_credentials(wanted, keys, name)
    try:
        nc = await connect(server.url, declaring, name=f"{name} provisioning", **_SOON)
    except (OSError, NatsError) as error:
        raise NodeUnreachable(
            f"De server van {name} laat de inrichting niet toe ({why_not(error)}). Horen sleutel en certificaat bij de topologie, en staat "
            "wie ze uitgaf in authorities.crt?"
        ) from error
    try:
        await provision_node(wanted, node, nc)
    finally:
        await nc.close()


def _unless_a_restart(now: Topology, wanted: Topology, server: str) -> None:
    if (why := restarts(now, wanted).get(server)) is not None:
        raise NodesError(
            f"Dit vraagt eerst een herstart van {server}: {why}. Tot dan geldt ook de rest van het bestand hier niet."
        )
