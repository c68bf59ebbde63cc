"""After the tombstone: what stood before it goes, confirmations become proof, and when the last is in, no field ties case and proof."""

from collections.abc import Sequence
from functools import reduce

from levensloop.contracts.decision import system
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed, CopyDestroyed, PlaceDestroyed
from levensloop.contracts.recorded import Recorded
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.retention.erasing import destroy_keys, erase_beside_the_log, erase_log
from levensloop.retention.state import State, evolve


class Finishing:
    """The policy `finishing`: from the log to the log, of what `retention` itself recorded here."""

    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Raises `EventStoreError`, `SecrecyError`, `UnreadableEvent`."""
        recorded = await self._log.read(message)
        if recorded.source != self._node.me:
            return ()
        match recorded.event:
            case CaseDestroyed():
                await erase_log(self._node, recorded.case, recorded.position)
                await destroy_keys(self._node, recorded.case)  # of the tombstone, and of what was confirmed before it
                await erase_beside_the_log(self._node, recorded.case)  # what was on its way while the rest went
            case CopyDestroyed() as copy:
                return await self._confirmed(recorded, copy)
        return ()

    async def _confirmed(self, recorded: Recorded[DomainEvent], copy: CopyDestroyed) -> Sequence[NewMessage]:
        history = await self._log.load(recorded.case)
        until = [other for other in history.events if other.position <= recorded.position]
        before, found = reduce(evolve, until[:-1], State()).destruction, reduce(evolve, until, State()).destruction
        if before is None or found is None or found.number is None or copy.place not in before.waiting:
            return ()
        at, by = self._node.clock.now(), system(self._node.me)
        proof = await self._log.load(found.number)
        place = PlaceDestroyed(at=copy.at, by=by, place=copy.place, entries=copy.entries)
        effects = await self._log.messages(proof, [place])
        if not found.waiting:
            effects += await self._log.messages(
                history, [CaseDestroyed(at=at, by=by, entries=found.entries, told_by=found.told_by)]
            )
        return effects
