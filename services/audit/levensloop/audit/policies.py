"""What the accountability service does by itself: a record of every message in LOG, OUT, MOVE and DEAD, once each."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from levensloop.audit.records import dead_records, move_records, out_records
from levensloop.audit.records.dead_records import DeadRecords
from levensloop.audit.records.event_records import EventRecords
from levensloop.audit.records.move_records import MoveRecords
from levensloop.audit.records.out_records import OutRecords
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.accounts import NO_CASE
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.secrecy.keys import Use

SERVICE, DEAD = "audit", "dead"
TOGETHER = 450
"""Messages of a stream whose records go into one batch: one sync for all, so that it keeps up with a busy node. Default."""
AT_ONCE = 32
"""Cases whose keys are fetched, or made, at the same time. Default."""


def audit_policies(node: Node) -> tuple[Policy, ...]:
    """One per stream; each keeps its position among the records, in the batch with them."""
    followed = (
        ("log", subjects.log_stream(node.me), (subjects.ALL_EVENTS,), EventRecords(node).handle),
        ("out", subjects.out_stream(node.me), out_records.FOLLOWED, OutRecords(node).handle),
        ("move", subjects.move_stream(node.me), move_records.FOLLOWED, MoveRecords(node).handle),
    )
    target, keys = node.accounts.store, _KeysAtHand(node)
    put_aside = Policy(
        SERVICE,
        DEAD,
        node.store(subjects.dead_stream(node.me)),
        dead_records.FOLLOWED,
        target,
        subjects.position("audit", DEAD),
        DeadRecords(node, subjects.dead(SERVICE, DEAD)).handle,
    )
    operating = tuple(
        Policy(
            SERVICE,
            name,
            node.store(stream),
            patterns,
            target,
            subjects.position("audit", name),
            handle,
            TOGETHER,
            keys.prepare,
        )
        for name, stream, patterns, handle in followed
    )
    return (*operating, put_aside)


class _KeysAtHand:
    """The keys of all cases of a batch, fetched together; one that is lacking takes a write and a sync of its own."""

    def __init__(self, node: Node) -> None:
        self._node, self._turns = node, asyncio.Semaphore(AT_ONCE)

    async def prepare(self, messages: Sequence[StoredMessage]) -> None:
        """Raises `EventStoreError`, `MasterKeyProblem`."""
        cases = {_case_of(m.subject) for m in messages if not m.subject.startswith("out.")}
        await asyncio.gather(*(self._keys(case) for case in cases))

    async def _keys(self, case: UUID) -> None:
        async with self._turns:
            keys = self._node.vault.keys
            await keys.to_encrypt(case, Use.ACCOUNT, [self._node.me])
            await keys.to_decrypt(case, Use.FIELDS, ())


def _case_of(subject: str) -> UUID:
    return NO_CASE if subjects.is_report(subject) else UUID(subjects.case_of(subject))
