"""What one topology changes of another, in words for who decides on it."""

from collections.abc import Iterator

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
        yield "de hub of tls verandert; dat vraagt een herstart van alles"
