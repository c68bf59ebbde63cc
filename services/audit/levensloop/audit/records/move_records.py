"""Every record in MOVE, as a record of the accountability log: what of a case went to another ZVH (WGS 2.28).

An event stands just before its record, in one batch: the record here covers both. An event without a record is covered by nothing, and
so found out.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from levensloop.audit.records.making import Maker, name
from levensloop.contracts import destruction, subjects
from levensloop.contracts.account_subjects import account_of_move, is_account
from levensloop.contracts.accountability import Operation
from levensloop.contracts.matrix.lines import GroundKind
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node

MOVING = "verhuizen"
"""The activity in the register that all of this belongs to, whatever the event is of: the case goes to another ZVH (WGS 2.28)."""

FOLLOWED = (account_of_move("*"), "move.>")


class MoveRecords:
    """For a policy that follows MOVE. A record that cannot be read is accounted for as that, like an event."""

    def __init__(self, node: Node) -> None:
        self._node, self._sent = node, node.store(subjects.move_stream(node.me))
        self._maker = Maker(node, self._sent.stream)
        self._before: StoredMessage | None = None

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Raises `EventStoreError`, `MasterKeyProblem`."""
        before, self._before = self._before, message
        case, me, now = UUID(subjects.case_of(message.subject)), self._node.me, self._node.clock.now()
        if destruction.is_destroyed(message.subject):
            to, article = message.subject.split(".")[1], "WGS-1.8-7"
            return await self._maker.messages(
                message, Operation.ERASE, "destruction-told", now, me, case=case, to=to, article=article
            )
        if not is_account(message.subject):
            return ()
        try:
            facts, at, what, organisation = _read(message.data)
        except (ValueError, LookupError, TypeError, AttributeError):
            return await self._maker.messages(
                message, Operation.DISCLOSE, "unreadable", now, me, case=case, rule="INV-7"
            )
        event = await self._event(message, before, facts["to"], case)
        return await self._maker.messages(
            message, Operation.DISCLOSE, what, at, organisation, covers=event, case=case, **facts
        )

    async def _event(
        self, record: StoredMessage, before: StoredMessage | None, to: str, case: UUID
    ) -> tuple[StoredMessage, ...]:
        """What the record is of: the message just before it; nothing where that was destroyed by now, or never was."""
        if before is None or before.seq != record.seq - 1:
            before = await self._sent.at(record.seq - 1)
        return (before,) if before is not None and before.subject.startswith(f"move.{to}.{case}.") else ()


def _read(data: bytes) -> tuple[dict[str, Any], datetime, str, str]:
    """The fields of the record here, when, of what kind of event, and by which organisation. Raises ValueError, LookupError, TypeError,
    AttributeError."""
    body = json.loads(data)
    facts = {
        "to": body["to"],
        "event": UUID(body["event"]),
        "categories": tuple(body["categories"]),
        "activity": MOVING,
        "article": name(body["article"]),
        "ground": GroundKind.LAW.value,
        "codes": (f"move:{int(body['move'])}",),
        "traceparent": body.get("traceparent"),
    }
    return facts, datetime.fromisoformat(body["at"]), name(body["event_type"]) or "move", body["organisation"]
