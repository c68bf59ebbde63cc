"""Every message in DEAD, as a record of the accountability log: that something was put aside, or was handled after all.

So a dead letter that is made away with, and with it that something was never done, is found like an event that is.
"""

from collections.abc import Sequence
from uuid import UUID

from levensloop.audit.records.making import Maker, name
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.dead_letters import HANDLED, ORIGIN_SUBJECT
from levensloop.infra.messaging.node import Node

FOLLOWED = (subjects.dead("*", "*"),)
PUT_ASIDE, HANDLED_AFTER_ALL = "dead-letter", "dead-letter-handled"


class DeadRecords:
    """For a policy that follows DEAD. What it would itself put aside there it passes by: one record would lead to another for ever."""

    def __init__(self, node: Node, own: str) -> None:
        self._node, self._own = node, own
        self._maker = Maker(node, subjects.dead_stream(node.me))

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """No content makes it fail. Raises `EventStoreError`, `MasterKeyProblem`."""
        if message.subject == self._own:
            return ()
        what = HANDLED_AFTER_ALL if HANDLED in message.headers else PUT_ASIDE
        policy = name(message.subject.removeprefix("dead.").replace(".", "/"))
        me, case = self._node.me, _case(message.headers.get(ORIGIN_SUBJECT, ""))
        codes = () if policy is None else (policy,)
        return await self._maker.messages(
            message, Operation.ALTER, what, self._node.clock.now(), me, case=case, codes=codes
        )


def _case(origin: str) -> UUID | None:
    """Of which case the message was that was put aside, where its subject tells."""
    for token in origin.split("."):
        try:
            return UUID(token)
        except ValueError:
            continue
    return None
