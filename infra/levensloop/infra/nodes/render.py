"""Server configurations from a topology: one for the hub, one for each node."""

from dataclasses import dataclass
from pathlib import Path

from levensloop.infra.nodes.certificates import CertificateFiles, certificate_files, remote_tls, server_tls
from levensloop.infra.nodes.conf import Include, Note, conf_text
from levensloop.infra.nodes.door import USERS, asks_about_users, cluster, door_name, may_list_users, users_account
from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.guards import account_limits, limits, permissions
from levensloop.infra.nodes.own_users import own_users
from levensloop.infra.nodes.rights import Kind, Right, link, rights
from levensloop.infra.nodes.topology import Address, Node, Organisation, Topology
from levensloop.infra.users.hub_keys import PublicHubKeys

# A whole case travels as several messages; a single one above this is a mistake. The server's own default, made explicit.
MAX_PAYLOAD = 1024 * 1024
# The account on a node that faces the hub. The organisation's own account does not: what a node gives out, it decides itself, so that
# whoever runs the hub can reach no more of a node than its table of rights.
GATE = "GATE"
_LOG_BYTES, _LOG_FILES = 10 * 1024 * 1024, 5


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one server lives: where it listens (port 0 = free), its data directory and its log file (None = stderr).

    `certificate`: where its files are, for a topology with TLS; None: beside the configuration, under the server's name.
    `route`: of the hub with a door for users, where the door connects. `secret`: the file beside the configuration with the
    password of that.
    `linked`: False at a node: it does not connect to the hub; at the hub: when it reloads so, its nodes connect anew.
    """

    listen: Address
    leaf: Address | None = None
    data: Path | None = None
    log: Path | None = None
    certificate: CertificateFiles | None = None
    route: Address | None = None
    secret: str = "route.conf"
    linked: bool = True


def hub_conf(topology: Topology, placement: Placement | None = None) -> str:
    """The hub: no JetStream, an account per organisation, and the rights between them and nothing else."""
    place = placement or Placement(topology.hub.listen, topology.hub.leaf)
    tls = {"tls": server_tls(_certificate(place, topology.hub.name))} if topology.tls else {}
    # Nothing but a change of compression makes a hub that reloads let go of its nodes without putting out its clients.
    apart = {} if place.linked else {"compression": "off"}
    route = place.route or topology.hub.route
    door = cluster(topology.hub.name, _listen(route), place.secret) if topology.hub.users else {}
    return conf_text(
        {
            **_server(topology.hub.name, place),
            **limits(),
            **tls,
            "leafnodes": {"listen": _listen(place.leaf or topology.hub.leaf), **tls, **apart},
            **door,
            "accounts": _hub_accounts(topology, None),
        }
    )


def door_conf(topology: Topology, judge: PublicHubKeys, placement: Placement) -> str:
    """The door for users: the hub's accounts without anybody in them, and a service that is asked who comes in."""
    tls = {"tls": server_tls(_certificate(placement, topology.hub.name))} if topology.tls else {}
    return conf_text(
        {
            **_server(door_name(topology.hub.name), placement),
            **limits(asks_about_users(judge)),
            **tls,
            **cluster(topology.hub.name, "127.0.0.1:-1", placement.secret),
            "accounts": _hub_accounts(topology, judge),
        }
    )


def node_conf(topology: Topology, node: Node, seed_include: str, placement: Placement | None = None) -> str:
    """One organisation's server: its JetStream, its account, and a leaf connection to the hub.

    `seed_include`: a file beside the configuration with `seed_conf`, so that no secret stands in the configuration itself.
    Raises TopologyError while the hub's leaf port is not known (0).
    """
    if topology.hub.leaf.port == 0:
        raise TopologyError(
            "(topologie)", ["hub.leaf.port: moet een vaste poort zijn, want de knooppunten verbinden ermee"]
        )
    place = placement or Placement(node.listen, data=Path("data") / node.name)
    remote: dict[str, object] = {
        "url": f"nats-leaf://{topology.hub.leaf}",
        "account": GATE,
        "nkey": Include(seed_include),
    }
    tls: dict[str, object] = {}
    if topology.tls:
        files = _certificate(place, node.name)
        remote["tls"], tls["tls"] = remote_tls(files), server_tls(files)
    if not place.linked:
        remote["disabled"] = True
    inside, gate = _node_accounts(topology, node)
    return conf_text(
        {
            **_server(node.name, place),
            **limits(),
            **tls,
            "jetstream": {
                "domain": node.name,
                "store_dir": str(place.data),
                "sync_interval": Note(
                    "always", "a write is acknowledged when it is on disk, not up to two minutes before"
                ),
            },
            "leafnodes": {"reconnect": "1s", "remotes": [remote]},
            "accounts": {"SYS": {"users": []}, node.name: inside, GATE: gate},
        }
    )


def seed_conf(seed: str) -> str:
    """The content of the included file; write it readable by its owner only."""
    return conf_text({"nkey": seed})


def _server(name: str, place: Placement) -> dict[str, object]:
    log = (
        {"log_file": str(place.log), "logfile_size_limit": _LOG_BYTES, "logfile_max_num": _LOG_FILES}
        if place.log
        else {}
    )
    # The rights name $JS.ACK and $JS.FC subjects in the form without domain and account; a newer server must keep to it.
    flags = {"js_ack_fc_v2": False}
    return {
        "server_name": name,
        "listen": _listen(place.listen),
        "max_payload": MAX_PAYLOAD,
        "ping_interval": Note("20s", "a line that was cut without a word is given up within a minute, not after six"),
        **log,
        "feature_flags": flags,
        "system_account": "SYS",
    }


def _certificate(place: Placement, name: str) -> CertificateFiles:
    return place.certificate or certificate_files(Path(), name)


def _listen(address: Address) -> str:
    return f"{address.host}:{address.port or -1}"


def _user(organisation: Organisation) -> dict[str, str]:
    if organisation.public_key is None:
        problem = (
            f"organisations ({organisation.id}).public_key: ontbreekt; maak sleutels met `levensloop topology keys`"
        )
        raise TopologyError("(topologie)", [problem])
    return {"nkey": organisation.public_key}


def _hub_accounts(topology: Topology, judge: PublicHubKeys | None) -> dict[str, object]:
    """Of the hub, or with `judge` of the door, which has the same lines between accounts and no organisation's key."""
    granted, users = rights(topology), topology.hub.users is not None
    accounts = {o.id: _hub_account(topology, o, granted, key=judge is None) for o in topology.organisations}
    return {**(users_account(topology, judge) if users else {"SYS": {"users": []}}), **accounts}


def _hub_account(
    topology: Topology, organisation: Organisation, granted: list[Right], *, key: bool
) -> dict[str, object]:
    exports = [_export(right, right.receiver, right.subject) for right in granted if right.owner == organisation.id]
    imports = [_import(right, right.owner) for right in granted if right.receiver == organisation.id]
    own = [may_list_users(organisation.id)] if topology.hub.users else []
    imports += [_import(right, USERS) for right in own]
    may = permissions(organisation.id, [*granted, *own], has_node=topology.node(organisation.id) is not None)
    user = {**_user(organisation), "permissions": may}
    return {"limits": account_limits(), "users": [user] if key else [], **_shared(exports, imports)}


def _node_accounts(topology: Topology, node: Node) -> tuple[dict[str, object], dict[str, object]]:
    """The organisation's own account, and the gate with what may pass either way."""
    granted = rights(topology)
    given = [right for right in granted if right.owner == node.name]
    received = [link(node.name), *(right for right in granted if right.receiver == node.name)]
    inside = _shared(
        [_export(right, GATE, _at_home(right)) for right in given], [_import(right, GATE) for right in received]
    )
    gate = _shared(
        [_export(right, node.name, right.subject) for right in received],
        [_import(right, node.name, _at_home(right)) for right in given],
    )
    organisation = topology.organisation(node.name)
    _user(organisation)  # says so when there is no key
    return {"jetstream": "enabled", "users": own_users(topology, node.name), **inside}, {"users": [], **gate}


def _at_home(right: Right) -> str:
    """The subject on the owner's own server, which turns `$JS.<its domain>.API` into `$JS.API` before anything else."""
    return right.subject.replace(f"$JS.{right.owner}.API.", "$JS.API.")


def _shared(exports: list[Note], imports: list[Note]) -> dict[str, list[Note]]:
    return {key: lines for key, lines in (("exports", exports), ("imports", imports)) if lines}


def _export(right: Right, to: str, subject: str) -> Note:
    line: dict[str, object] = {right.kind.value: subject, "accounts": [to]}
    if right.kind is Kind.SERVICE and right.many:
        line["response_type"] = "stream"
    return Note(line, right.why)


def _import(right: Right, account: str, subject: str | None = None) -> Note:
    return Note({right.kind.value: {"account": account, "subject": subject or right.subject}}, right.why)
