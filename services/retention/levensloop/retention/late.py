"""What still arrives of a case that is destroyed here: a redelivery, or a ZVH that did not hear. It goes the way of the rest."""

from collections.abc import Sequence
from uuid import UUID

from levensloop.contracts import destruction, subjects
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node


class Late:
    """The policy `late`: reads what arrives, writes nothing."""

    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log
        self._arrived = node.store(subjects.arrivals_stream(node.me))

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Raises `EventStoreError`, `ValueError` for a subject that names no case."""
        case = UUID(subjects.case_of(message.subject))
        last = await self._log.store.last(destruction.of_retention(case))
        if last is None:
            return ()
        if isinstance((await self._log.read(last)).event, DestructionOrdered | CaseDestroyed):
            await self._arrived.erase_one(message.seq)
        return ()
