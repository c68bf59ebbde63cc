"""Two ZVHs and the CLLA at work: giving commands, and waiting for what reaches the CLLA."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID, uuid4

from levensloop.cli.received import whole
from levensloop.contracts.answer import Answer
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.views import View
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.partner import Received, node_history
from levensloop.infra.nodes.network import Network
from support.messaging import Desk, as_json
from support.samples.world import CHAIR, CLLA
from support.waiting import PATIENCE, eventually

BEGIN = datetime.fromtimestamp(0, UTC)

E = TypeVar("E", bound=DomainEvent)


@dataclass(frozen=True)
class Country:
    """`nodes` and `desks` by ZVH."""

    net: Network
    nodes: Mapping[str, Node]
    desks: Mapping[str, Desk]

    async def give(self, zvh: str, command: CommandData, report: UUID | None = None) -> Answer:
        """As the procesregisseur of this ZVH."""
        name = type(command).wire_name()
        nc, case = self.desks[zvh].nc, report or uuid4()
        return await client.command(nc, zvh, zvh, name, case, CHAIR, as_json(command), patience=PATIENCE)

    async def received(self, kind: type[E], count: int) -> list[tuple[str, E]]:
        """All of this kind at the CLLA, with who sent it, once there are so many."""
        found: list[Received[View]] = []

        async def there() -> bool:
            found[:] = await self._inbox()
            return sum(item.recorded.event.of is kind for item in found) >= count

        await eventually(there, f"{count} {kind.__name__} at the CLLA")
        return whole(found, kind)

    async def _inbox(self) -> list[Received[View]]:
        nc = await self.net.connect(CLLA)
        try:
            history = node_history(nc, CLLA, next(iter(self.nodes)), BEGIN, follow=False)
            return [received async for received in history if isinstance(received, Received)]
        finally:
            await nc.close()
