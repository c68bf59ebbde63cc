"""Where a node's server cannot destroy: what is taken out of a stream with replicas stays in the server's own log of it.

Seen on nats-server 2.15.1, three servers: messages that `STREAM.MSG.DELETE` took out of a stream with three replicas stood a minute
later in `$SYS/_js_/S-R3F-*/msgs/*.blk` of all three. That log is the server's, and nothing of ours can write in it.
"""

from collections.abc import Iterator

from levensloop.infra.nodes.topology import Topology


def undestroyed(topology: Topology) -> Iterator[str]:
    """Nobody gets replicas without having said that what is destroyed stays on their disks; one Dutch sentence per node."""
    for at, node in enumerate(topology.nodes):
        if node.replicas > 1 and not node.accept_undestroyed:
            yield (
                f"nodes[{at}] ({node.name}).replicas: met {node.replicas} kopieën blijft wat vernietigd is leesbaar op de schijven van "
                "het cluster staan, in het eigen logboek van de server (WGS-1.8-7). Laat het veld weg, of zet "
                "`accept_undestroyed: true` voor een netwerk zonder gegevens van echte mensen"
            )
