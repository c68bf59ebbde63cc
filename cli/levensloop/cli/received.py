"""All that an organisation received, from the beginning: at its own node, or asked back from each ZVH it works with."""

from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

from levensloop.cli.reach import node_client
from levensloop.infra.messaging.partner import Received, inbox_history, node_history
from levensloop.infra.nodes.topology import Topology

BEGIN = datetime.fromtimestamp(0, UTC)


async def received_by(topology: Topology, organisation: str, keys: Path) -> list[Received]:
    """In order of arrival, per sender: whom the node filed it under, or who was asked; never who it says it is of.

    Raises `NodesError`, `HistoryRefused`, `Unanswered`, `UnreadableEvent`.
    """
    found: list[Received] = []
    async with node_client(topology, organisation, keys) as nc:
        if topology.node(organisation) is not None:
            async with aclosing(node_history(nc, organisation, BEGIN, follow=False)) as messages:
                return [received async for received in messages]
        for zvh in topology.zvhs_of(organisation):
            async with aclosing(inbox_history(nc, zvh, organisation, BEGIN, follow=False)) as messages:
                found += [Received(received.recorded, zvh) async for received in messages]
    return found
