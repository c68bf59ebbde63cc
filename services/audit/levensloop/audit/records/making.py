"""What every record of the accountability service itself has: who, by which version of who may do what, and which messages it covers."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from levensloop.contracts.accountability import Account, Capacity, Covered, Operation
from levensloop.contracts.event import SYSTEM, Moment
from levensloop.contracts.lawful import with_usual
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.accounting import authorisation
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import current_traceparent
from levensloop.verifier.coverage import digest_of

UNKNOWN = "INV-3"
"""The rule in a record of what was done by who is no longer in the topology: the ZVH accounts for it."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .:+/_-]{0,119}")


class Maker:
    """Makes the records that follow from messages in one stream of a node."""

    def __init__(self, node: Node, stream: str) -> None:
        self._node, self._stream = node, stream
        self._known: tuple[Any, ...] = ()
        self._version = ""

    async def messages(
        self,
        follows: StoredMessage,
        operation: Operation,
        what: str,
        at: Moment,
        organisation: str,
        functionary: str = SYSTEM,
        covers: Sequence[StoredMessage] = (),
        **facts: Any,
    ) -> list[NewMessage]:
        """The record of what this message tells, sealed, for an append of one's own; the message itself is covered, and `covers` too.

        Asked twice of one message it is the same record. `facts` are other fields of `Account`.
        Raises `EventStoreError`, `MasterKeyProblem`.
        """
        organisations, me = self._node.organisations, self._node.me
        known = organisations.get(organisation)
        if known is None:
            known, functionary, facts = (
                organisations[me],
                SYSTEM,
                {**facts, "person": None, "vouched": None, "rule": UNKNOWN},
            )
        record = Account(
            id=uuid5(NAMESPACE_OID, f"account/{self._stream}/{follows.seq}"),
            at=at,
            zvh=me,
            operation=operation,
            what=what,
            organisation=known.id,
            functionary=functionary,
            role=known.role,
            standing=known.standing,
            capacity=Capacity.MAINTAINING if functionary == SYSTEM else Capacity.EXECUTING,
            authorisation=self.authorisation,
            covers=tuple(self._covered(message) for message in (*covers, follows)),
            **{"traceparent": current_traceparent(), **with_usual(operation, what, facts)},
        )
        return await self._node.accounts.messages([record])

    @property
    def authorisation(self) -> str:
        """Worked out anew when the organisations are others than before."""
        known = tuple(self._node.organisations.values())
        if known != self._known:
            self._known, self._version = known, authorisation(self._node.organisations)
        return self._version

    def _covered(self, message: StoredMessage) -> Covered:
        return Covered(
            stream=self._stream,
            position=message.seq,
            subject=message.subject,
            digest=digest_of(message.subject, message.data),
        )


def name(text: str) -> str | None:
    """The text where it may stand in a record: a name out of a closed list, as far as its form tells."""
    return text if _NAME.fullmatch(text) else None
