"""How far an application has come in the notifications of each upstream: one subject per upstream, rising."""

from __future__ import annotations

from eventsourcing.persistence import IntegrityError, Tracking

from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore

from .memory import Memory, Place
from .names import Names

TRIES = 5  # of one write that lost a race without its position being passed


class PositionLog:
    """Positions of one stream; runs on the bridge's loop only."""

    def __init__(self, store: EventStore, names: Names, memory: Memory) -> None:
        self._store, self._names, self._memory = store, names, memory

    async def message(self, tracking: Tracking, afresh: bool) -> NewMessage:
        """The message that records `tracking`; IntegrityError when that position is reached or passed already."""
        subject = self._names.position(tracking.application_name)
        head = None if afresh else self._memory.heads.get(subject)
        if head is None:
            head = await self._look(subject) or Place(-1, 0)
            self._memory.heads.put(subject, head)
        if tracking.notification_id <= head.version:
            raise IntegrityError(f"Positie {tracking.notification_id} is al bereikt: de laatste is {head.version}.")
        return NewMessage(subject, str(tracking.notification_id).encode(), guard=Guard(subject, head.seq))

    def recorded(self, tracking: Tracking, seq: int) -> None:
        """It now stands at `seq`."""
        subject = self._names.position(tracking.application_name)
        self._memory.heads.put(subject, Place(tracking.notification_id, seq))

    async def insert(self, tracking: Tracking) -> None:
        """Record `tracking` by itself."""
        for attempt in range(TRIES):
            message = await self.message(tracking, afresh=attempt > 0)
            try:
                appended = await self._store.append([message])
            except Conflict:
                continue
            return self.recorded(tracking, appended.last)
        raise IntegrityError(f"Anderen schreven {TRIES} keer eerder; lees opnieuw en besluit opnieuw.")

    async def reached(self, application_name: str) -> int | None:
        """The highest position recorded, None when there is none."""
        place = await self._look(self._names.position(application_name))
        return None if place is None else place.version

    async def _look(self, subject: str) -> Place | None:
        last = await self._store.last(subject)
        return None if last is None else Place(int(last.data), last.seq)
