"""What one topology changes of another, in words for who decides on it; and who can only take that over with a restart."""

from collections.abc import Iterator, Mapping

from levensloop.infra.nodes.topology import Topology


def differences(now: Topology, wanted: Topology) -> Iterator[str]:
    """One Dutch sentence each; nothing when they mean the same."""
    here, then = {o.id: o for o in now.organisations}, {o.id: o for o in wanted.organisations}
    for org in sorted(then.keys() - here.keys()):
        yield f"{org} komt erbij ({then[org].role})"
    for org in sorted(here.keys() - then.keys()):
        yield f"{org} gaat weg en verliest haar rechten"
    for org in sorted(here.keys() & then.keys()):
        for field in type(here[org]).model_fields:
            if getattr(here[org], field) != getattr(then[org], field):
                yield f"{org}: {field} verandert"
    nodes, wanted_nodes = {n.name: n for n in now.nodes}, {n.name: n for n in wanted.nodes}
    for name in sorted(nodes.keys() | wanted_nodes.keys()):
        if name in here and nodes.get(name) != wanted_nodes.get(name):
            yield f"het knooppunt {name} verandert"
    if (now.hub, now.tls) != (wanted.hub, wanted.tls):
        yield "de hub of tls verandert"


def restarts(now: Topology, wanted: Topology) -> Mapping[str, str]:
    """Which servers of `now`, by name, take over nothing of `wanted` while they run, each with why in Dutch. None: all take it over."""
    found = {server: _why(now, wanted, server) for server in (now.hub.name, *(node.name for node in now.nodes))}
    return {server: why for server, why in found.items() if why is not None}


def _why(now: Topology, wanted: Topology, server: str) -> str | None:
    if (now.hub, now.tls) != (wanted.hub, wanted.tls):
        return "de hub (naam, adressen, deur) of tls verandert"
    if server == now.hub.name:
        return None
    if now.node(server) != wanted.node(server):
        return "zijn knooppunt verandert of gaat weg"
    for field in CONNECTS_WITH:  # services are connected with it, and would be put out
        if getattr(now.organisation(server), field) != getattr(wanted.organisation(server), field):
            return f"de sleutel waarmee zijn diensten verbinden verandert ({field})"
    return None


CONNECTS_WITH = ("public_key", "audit_key")
"""The keys of an organisation that a running node is connected with."""
