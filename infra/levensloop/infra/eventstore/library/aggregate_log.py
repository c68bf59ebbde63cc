"""The events of each aggregate, one subject per aggregate, unique by (id, version).

The library's rule is the uniqueness of (id, version); the store's is "nobody wrote to this subject since". The second
implies the first once the writer knows what stands there, so a save asks the leader what it does not remember, and
lets the server judge the rest.

Events must rise in version: what is told about an aggregate afterwards cannot be put before what it already decided on.
Snapshots may come in any order (`take_snapshot(version=...)` of an older version is a use the library knows), so
there a late one carries the highest version before it and readers sort.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import pairwise
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent

from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Appended, Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore

from .memory import Memory, Place
from .names import Names
from .settings import IdType
from .stored import EVENT_SEQ, HIGHEST, VERSION, highest, to_event, to_message, version

TRIES = 5  # of one save that lost a race without its versions being taken

Beside = Callable[[bool], Awaitable[list[NewMessage]]]  # messages to record along; told whether to look afresh


async def _nothing(afresh: bool) -> list[NewMessage]:
    return []


class AggregateLog:
    """Insert and select for one stream; runs on the bridge's loop only."""

    def __init__(self, store: EventStore, names: Names, memory: Memory, id_type: IdType) -> None:
        self._store, self._names, self._memory, self._id_type = store, names, memory, id_type
        self._rising = names.purpose == "events"
        self._events = Names(names.prefix, names.application, "events")

    async def insert(self, events: Sequence[StoredEvent], beside: Beside = _nothing) -> Appended | None:
        """Record all `events`, and what `beside` adds after them, or nothing; IntegrityError when a version is taken."""
        chains: dict[str, list[StoredEvent]] = {}
        for event in events:
            chains.setdefault(self._names.aggregate(event.originator_id), []).append(event)
        for chain in chains.values():
            self._check(chain)
        for attempt in range(TRIES):
            afresh = attempt > 0
            heads = {subject: await self._head(subject, chain, afresh) for subject, chain in chains.items()}
            messages = [self._message(event, heads) for event in events] + await beside(afresh)
            if not messages:
                return None
            try:
                appended = await self._store.append(messages)
            except Conflict:
                continue
            for seq, (event, message) in enumerate(zip(events, messages, strict=False), start=appended.first):
                self._memory.heads.put(message.subject, Place(event.originator_version, seq))
            return appended
        raise IntegrityError(f"Anderen schreven {TRIES} keer eerder; lees opnieuw en besluit opnieuw.")

    async def select(
        self, originator_id: UUID | str, gt: int | None, lte: int | None, desc: bool, limit: int | None
    ) -> list[StoredEvent]:
        """Events with `gt` < version <= `lte`, by version, at most `limit` from the end that `desc` says."""
        subject = self._names.aggregate(originator_id)
        if desc and limit == 1 and (found := await self._latest(subject, gt, lte)) is not None:
            return found
        start = self._memory.seq_before(subject, gt) if self._rising and gt is not None else 0
        messages = await self._store.load(subject, start)
        if messages and self._rising:
            self._memory.heads.put(subject, Place(version(messages[-1]), messages[-1].seq))
        wanted = [m for m in messages if (gt is None or version(m) > gt) and (lte is None or version(m) <= lte)]
        wanted.sort(key=version, reverse=desc)
        wanted = wanted[:limit]
        if wanted and self._rising:
            self._memory.marks.put(subject, Place(version(wanted[-1]), wanted[-1].seq))
        for message in wanted:
            self._recall(originator_id, message.headers)
        return [to_event(message, self._id_type) for message in wanted]

    def _check(self, chain: list[StoredEvent]) -> None:
        versions = [event.originator_version for event in chain]
        if not self._rising:
            versions.sort()
        if any(later <= earlier for earlier, later in pairwise(versions)):
            raise IntegrityError("De versies van één aggregaat moeten uniek zijn en oplopen.")

    async def _head(self, subject: str, chain: list[StoredEvent], afresh: bool) -> Place:
        """What the save expects to find: the place of the last message and the highest version."""
        first = chain[0].originator_version
        if self._rising and not afresh:
            if known := self._memory.heads.get(subject):
                return self._free(known, first)
            if first <= 1:
                return Place(-1, 0)  # a first event: expect nothing there, and let the server object
        last = await self._store.last(subject)
        if last is None:
            return Place(-1, 0)
        if self._rising:
            return self._free(Place(version(last), last.seq), first)
        if any(event.originator_version <= highest(last) for event in chain):
            taken = {version(message) for message in await self._store.load(subject)}
            if not taken.isdisjoint(event.originator_version for event in chain):
                raise IntegrityError("Deze versie is al vastgelegd.")
        return Place(highest(last), last.seq)

    @staticmethod
    def _free(head: Place, first: int) -> Place:
        if first <= head.version:
            raise IntegrityError(f"Versie {first} is al vastgelegd: de laatste is {head.version}.")
        return head

    def _message(self, event: StoredEvent, heads: dict[str, Place]) -> NewMessage:
        subject = self._names.aggregate(event.originator_id)
        head = heads[subject]
        more = {}
        if event.originator_version < head.version:
            more[HIGHEST] = str(head.version)
        if not self._rising and (
            seq := self._memory.seq_of(self._events.aggregate(event.originator_id), event.originator_version)
        ):
            more[EVENT_SEQ] = str(seq)
        heads[subject] = Place(max(head.version, event.originator_version), head.seq)
        return to_message(event, subject, Guard(subject, head.seq), more)

    async def _latest(self, subject: str, gt: int | None, lte: int | None) -> list[StoredEvent] | None:
        """The last one without loading the rest, where the last message is it; None: look at all of them."""
        last = await self._store.last(subject)
        if last is None:
            return []
        if version(last) != highest(last) or (lte is not None and version(last) > lte):
            return None
        event = to_event(last, self._id_type)
        self._recall(event.originator_id, last.headers)
        return [event] if gt is None or event.originator_version > gt else []

    def _recall(self, originator_id: UUID | str, headers: object) -> None:
        """A snapshot tells where the events after it begin."""
        if isinstance(headers, dict) and (seq := headers.get(EVENT_SEQ)):
            place = Place(int(headers[VERSION]), int(seq))
            self._memory.marks.put(self._events.aggregate(originator_id), place)
