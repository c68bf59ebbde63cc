"""The servers of a topology placed in a directory each: configuration, secret, log, data and lock side by side."""

from collections.abc import Callable
from pathlib import Path

from levensloop.infra.nodes.certificates import CertificateFiles, checked
from levensloop.infra.nodes.conf import conf_text
from levensloop.infra.nodes.door import door_name, door_secret, hub_secret
from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.keys import read_seed
from levensloop.infra.nodes.render import Placement, door_conf, hub_conf, node_conf, seed_conf
from levensloop.infra.nodes.server import Ports, Server
from levensloop.infra.nodes.topology import Address, Node, Topology
from levensloop.infra.secrecy.secret_file import write_secret
from levensloop.infra.users.hub_keys import make_hub_keys, public_hub_keys

_SECRET = "seed.conf"
_ROUTE_SECRET = "route.conf"

Writer = Callable[[Ports | None], str]
"""From where a server listened before, if it did, to its configuration."""


def write_confs(topology: Topology, out: Path, keys: Path | None = None) -> list[Path]:
    """For people who run their own servers: `<out>/<name>/server.conf`, and with `keys` each node's `seed.conf` (0600) beside it.

    Returns what was written. A `server.conf` holds public facts only. Raises TopologyError while public keys are missing, KeyProblem
    for a seed that is, and writes nothing then.
    """
    texts, secrets = _hub_and_door(topology, keys)
    texts |= {node.name: node_conf(topology, node, _SECRET) for node in topology.nodes}
    secrets |= {node.name: (_SECRET, seed_conf(read_seed(keys, node.name))) for node in topology.nodes if keys}
    for name, text in texts.items():
        (out / name).mkdir(parents=True, exist_ok=True)
        (out / name / "server.conf").write_text(text, encoding="utf-8")
    for name, (file, text) in secrets.items():
        write_secret(out / name / file, text)
    return [
        *(out / name / "server.conf" for name in texts),
        *(out / name / file for name, (file, _) in secrets.items()),
    ]


def _hub_and_door(topology: Topology, keys: Path | None) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Configurations, and the secrets beside them. The door's names the keys of who judges, so it is there with `keys` only."""
    hub = topology.hub
    texts = {hub.name: hub_conf(topology)}
    if not hub.users or not keys:
        return texts, {}
    if not hub.route.port:
        raise TopologyError("(topologie)", ["hub.route.port: moet een vaste poort zijn, want de deur verbindt ermee"])
    own, name = make_hub_keys(keys, hub.name), door_name(hub.name)
    texts[name] = door_conf(topology, public_hub_keys(own), Placement(hub.users))
    secrets = {hub.name: hub_secret(own.route), name: door_secret(own.route, hub.route)}
    return texts, {each: (_ROUTE_SECRET, conf_text(secret)) for each, secret in secrets.items()}


def hub_server(topology: Callable[[], Topology], home: Path, keys: Path | None = None) -> Server:
    """The hub, where the topology says (port 0 = free, and kept from then on). `topology` is asked again at each start.

    `keys`: where its certificate is; with TLS it must be there.
    """
    return Server(topology().hub.name, home / "server.conf", home / "server.log", hub_writer(topology, home, keys))


def hub_writer(topology: Callable[[], Topology], home: Path, keys: Path | None, *, linked: bool = True) -> Writer:
    """Its configuration there."""

    def write(ports: Ports | None) -> str:
        hub = topology().hub
        listen, leaf = (ports.client, ports.leaf) if ports else (hub.listen, hub.leaf)
        certificate = _certificate(topology(), keys, topology().hub.name)
        route = ports.route if ports else None
        if hub.users and keys:
            write_secret(home / _ROUTE_SECRET, conf_text(hub_secret(make_hub_keys(keys, hub.name).route)))
        place = Placement(
            listen,
            leaf,
            log=home / "server.log",
            certificate=certificate,
            linked=linked,
            route=route,
            secret=_ROUTE_SECRET,
        )
        return hub_conf(topology(), place)

    return write


def door_server(topology: Callable[[], Topology], route: Address, home: Path, keys: Path) -> Server:
    """The door for users, beside a hub that takes its route at `route`. Only for a topology that has one."""
    name = door_name(topology().hub.name)
    return Server(name, home / "server.conf", home / "server.log", door_writer(topology, route, home, keys))


def door_writer(topology: Callable[[], Topology], route: Address, home: Path, keys: Path) -> Writer:
    """Its configuration there; writes what opens the route as well."""

    def write(ports: Ports | None) -> str:
        hub = topology().hub
        own = make_hub_keys(keys, hub.name)
        write_secret(home / _ROUTE_SECRET, conf_text(door_secret(own.route, route)))
        listen, certificate = ports.client if ports else hub.users, _certificate(topology(), keys, hub.name)
        assert listen is not None
        place = Placement(listen, log=home / "server.log", certificate=certificate, secret=_ROUTE_SECRET)
        return door_conf(topology(), public_hub_keys(own), place)

    return write


def node_server(topology: Callable[[], Topology], node: Node, home: Path, keys: Path) -> Server:
    """A node's server, likewise; its JetStream in `home/jetstream`, its seed beside the configuration (0600)."""
    return Server(node.name, home / "server.conf", home / "server.log", node_writer(topology, node, home, keys))


def node_writer(topology: Callable[[], Topology], node: Node, home: Path, keys: Path, *, linked: bool = True) -> Writer:
    """Its configuration there; writes the seed as well."""

    def write(ports: Ports | None) -> str:
        write_secret(home / _SECRET, seed_conf(read_seed(keys, node.name)))
        listen, certificate = ports.client if ports else node.listen, _certificate(topology(), keys, node.name)
        place = Placement(
            listen, data=home / "jetstream", log=home / "server.log", certificate=certificate, linked=linked
        )
        return node_conf(topology(), node, _SECRET, place)

    return write


def _certificate(topology: Topology, keys: Path | None, name: str) -> CertificateFiles | None:
    return checked(topology, keys, name) if topology.tls and keys else None
