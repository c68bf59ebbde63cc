"""Every message of MOVE, as a record: what of a case went to another ZVH (WGS 2.28)."""

import json
from collections.abc import Sequence
from uuid import UUID

from levensloop.audit.making import Maker, name
from levensloop.contracts import destruction, subjects
from levensloop.contracts.accountability import Operation
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node

FOLLOWED = ("move.>",)


class MoveRecords:
    """For a policy that follows MOVE."""

    def __init__(self, node: Node) -> None:
        self._node, self._maker = node, Maker(node, subjects.move_stream(node.me))

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Raises `EventStoreError`, `MasterKeyProblem`."""
        to, case = message.subject.split(".")[1], UUID(subjects.case_of(message.subject))
        destroyed = destruction.is_destroyed(message.subject)
        operation = Operation.ERASE if destroyed else Operation.DISCLOSE
        article = "WGS-1.8-7" if destroyed else "WGS-2.28-1" if subjects.is_identity(message.subject) else "WGS-2.28"
        what, now = _what(message), self._node.clock.now()
        return await self._maker.messages(
            message, operation, what, now, self._node.me, case=case, to=to, article=article
        )


def _what(message: StoredMessage) -> str:
    """The kind of event that it carries, or else what kind of message it is."""
    try:
        told = name(json.loads(message.data)["type"])
    except (ValueError, LookupError, TypeError):
        told = None
    return told or ("identity" if subjects.is_identity(message.subject) else "move")
