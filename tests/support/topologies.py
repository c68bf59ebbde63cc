"""The two ZVHs of Haaglanden and Rotterdam and their partners, as the demo has them."""

from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from support.tree import ROOT

TWO_ZVHS = ROOT / "topologies" / "two-zvhs.yaml"


def two_zvhs(*nodes: str) -> Topology:
    """With these nodes alone, if any are named; who then has none connects to the hub."""
    whole = load_topology(TWO_ZVHS)
    return whole.model_copy(update={"nodes": tuple(n for n in whole.nodes if n.name in nodes)}) if nodes else whole
