"""Where a right to a case ends: what waits in the OUT stream is taken back, each message with its record, and the keys to all that
went are destroyed (TEA-2, EXT-3, MOV-7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import NAMESPACE_OID, uuid5

import nats.errors
from nats.js.errors import NotFoundError

from levensloop.contracts import subjects
from levensloop.contracts.categories import Category
from levensloop.contracts.ending import Ended, ended
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.disclosed import CaseSoFar
from levensloop.disclosure.ending import keeps
from levensloop.disclosure.records import all_of, records_of
from levensloop.disclosure.rings import goes, recipient
from levensloop.infra.eventstore.append import BATCH
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import Guard
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import guarded
from levensloop.infra.messaging.erasures import account_for_places, destroy_keys
from levensloop.infra.messaging.following import Step
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import current_traceparent
from levensloop.infra.secrecy.keys import Use

ARTICLE = "WGS-1.7-1"
"""By which goes out what goes out, and what no longer may is taken back."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message in OUT: to whom, the record of its disclosure, and the event of the log that it is."""

    seq: int
    to: str
    record: AccountRecord
    recorded: Recorded[DomainEvent]


class Withdrawing:
    """Takes back before the event that ended the right leads to anything itself. In this order: the records, the messages, the keys.

    So a crash in between leaves records of messages that still stand, and the next run takes them out: nothing vanishes without its
    record. Two that do this at once write each record once, by its guard, and neither touches what the event itself led to: only
    what stands before the position that was read, of events before this one, is taken back.
    """

    def __init__(self, node: Node, out: EventStore, position: str) -> None:
        self._node, self._out, self._position = node, out, position
        self._log = node.log

    async def withdraw(self, step: Step[CaseSoFar]) -> None:
        """Raises `Conflict` when another instance was first, `EventStoreError`, `UnreadableEvent`."""
        cause, standing = step.recorded, step.after.standing
        end = ended(cause.event, step.before.standing, standing, self._node.me)
        if end is None:
            return
        organisations, me = self._node.organisations, self._node.me
        gone = [
            waiting
            for waiting in await self._before(cause, end)
            if not keeps(waiting.recorded.event, waiting.record, end, standing, organisations, me)
        ]
        if gone:
            await self._account(cause, gone)
            await self._take_out(cause, gone)
        await self._destroy_keys(cause, end)

    async def _before(self, cause: Recorded[DomainEvent], end: Ended) -> list[Waiting]:
        """What waits for whose right ended, of events before this one."""
        position = await self._out.last(self._position)
        messages = await all_of(self._out, subjects.out(end.organisation or "*", cause.case))
        if position is None or not messages:
            return []
        history = await self._log.load(cause.case)
        if history.position < cause.position:
            raise StoreUnavailable(self._log.store.stream, "een kopie van het logboek loopt achter")
        events = {recorded.id: recorded for recorded in history.events}
        records, _ = await records_of(self._out, cause.case)
        waiting = (
            Waiting(m.seq, m.subject.split(".")[1], record, events[record.event])
            for m in messages
            if m.seq < position.seq
            for record in (records[m.seq + 1],)  # each message is followed by its record
        )
        return list(takewhile(lambda one: one.recorded.position < cause.position, waiting))

    async def _account(self, cause: Recorded[DomainEvent], gone: Sequence[Waiting]) -> None:
        """A record of each that was not confirmed, unless it has one."""
        confirmed = {to: await self._confirmed(to) for to in {waiting.to for waiting in gone}}
        records, last = await records_of(self._out, cause.case)
        known = {record.id for record in records.values()}
        fresh = [
            record
            for waiting in gone
            if waiting.seq > confirmed[waiting.to] and (record := self._withdrawn(waiting, cause)).id not in known
        ]
        subject, messages = subjects.account(cause.case), [record.message() for record in fresh]
        for start in range(0, len(messages), BATCH):
            last = (await self._out.append(guarded(messages[start : start + BATCH], Guard(subject, last)))).last

    def _withdrawn(self, waiting: Waiting, cause: Recorded[DomainEvent]) -> AccountRecord:
        changes = {
            "id": uuid5(NAMESPACE_OID, f"withdrawn/{self._node.me}/{waiting.seq}"),
            "at": self._node.clock.now(),
            "outcome": Outcome.WITHDRAWN,
            "because": cause.id,
            "organisation": cause.event.by.organisation,
            "traceparent": current_traceparent(),
        }
        return waiting.record.model_copy(update=changes)

    async def _take_out(self, cause: Recorded[DomainEvent], gone: Sequence[Waiting]) -> None:
        """One by one, each overwritten: a purge would be quicker, and leaves the bytes on the disk for whoever looks there. What was
        confirmed has no record that it was withdrawn, so where it stood is told first."""
        await account_for_places(
            self._node,
            cause.case,
            self._out.stream,
            [one.seq for one in gone],
            ARTICLE,
            _categories(one.record for one in gone),
        )
        for waiting in gone:
            await self._out.erase_one(waiting.seq)

    async def _destroy_keys(self, cause: Recorded[DomainEvent], end: Ended) -> None:
        """So what was copied and not read yet stays closed for good: nobody can give the key any more."""
        scopes = await self._node.vault.keys.scopes(cause.case)
        known = self._node.organisations
        gone = [one for one in scopes if one.use is Use.OUT and goes(one.organisation, end, cause.position, known)]
        if gone:
            records, _ = await records_of(self._out, cause.case)
            to = {recipient(one.organisation) for one in gone}
            was = _categories(record for record in records.values() if record.to in to)
            await destroy_keys(self._node, gone, ARTICLE, was)

    async def _confirmed(self, organisation: str) -> int:
        """The last sequence up to which this organisation confirmed all; 0 for one that has no consumer here."""
        try:
            info = await self._node.nc.jetstream().consumer_info(self._out.stream, organisation)
        except NotFoundError:
            return 0
        except nats.errors.Error as error:
            raise StoreUnavailable(self._out.stream, type(error).__name__) from error
        return info.ack_floor.stream_seq if info.ack_floor else 0


def _categories(records: Iterable[AccountRecord]) -> frozenset[Category]:
    """Of what these tell of."""
    return frozenset(category for record in records for category in record.categories)
