"""Timers: durable in the node (JetStream message schedules), or virtual for a played case. One port, two implementations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

import nats.errors
from nats.js import JetStreamContext

from levensloop.contracts import subjects
from levensloop.contracts.event import CaseId
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore

Due = tuple[str, UUID, str, datetime]
"""Service, case, timer and when it is due (UTC)."""


class Timers(Protocol):
    """Keeps the timers of a case as they must be; what is due comes back to the service as `timer.due.…`."""

    async def keep(self, service: str, case: CaseId, wanted: Mapping[str, datetime]) -> None:
        """Run exactly these timers for this case (name → due, UTC): set what is new or moved, drop what is not named."""
        ...

    async def fired(self, service: str, case: CaseId, name: str) -> None:
        """This timer went off and runs no more, until it is kept again."""
        ...


class JetStreamTimers:
    """Message schedules (ADR-51) in the node's own stream: they survive a restart, and fire late rather than never.

    A new schedule on the same subject replaces the old one. What was set is remembered only to leave out what would
    change nothing; after a restart it is set once more, which does no harm.
    """

    def __init__(self, store: EventStore, js: JetStreamContext) -> None:
        self._store, self._js = store, js
        self._set: dict[tuple[str, CaseId], dict[str, datetime]] = {}

    async def keep(self, service: str, case: CaseId, wanted: Mapping[str, datetime]) -> None:
        known = self._set.pop((service, case), {})  # what fails below is set once more, which does no harm
        for name, due in wanted.items():
            if known.get(name) != due:
                await self._store.append([_schedule(service, case, name, due)])
        for name in known.keys() - wanted.keys():
            await self._drop(subjects.timer_at(service, case, name))
        if wanted:
            self._set[service, case] = dict(wanted)

    async def fired(self, service: str, case: CaseId, name: str) -> None:
        self._set.get((service, case), {}).pop(name, None)

    async def _drop(self, schedule: str) -> None:
        try:
            await self._js.purge_stream(self._store.stream, subject=schedule)
        except nats.errors.Error as error:
            raise StoreUnavailable(self._store.stream, type(error).__name__) from error


def _schedule(service: str, case: CaseId, name: str, due: datetime) -> NewMessage:
    moment = due.astimezone(UTC)
    if moment.microsecond:  # schedules know whole seconds; too early would be judged as not due yet
        moment = moment.replace(microsecond=0) + timedelta(seconds=1)
    headers = {
        "Nats-Schedule": f"@at {moment:%Y-%m-%dT%H:%M:%SZ}",
        "Nats-Schedule-Target": subjects.timer_due(service, case, name),
    }
    return NewMessage(subjects.timer_at(service, case, name), b"", headers)


@dataclass(slots=True)
class VirtualTimers:
    """The timers of a played case: whoever moves the clock asks which is due next, and fires it."""

    running: dict[tuple[str, CaseId, str], datetime] = field(default_factory=dict)

    async def keep(self, service: str, case: CaseId, wanted: Mapping[str, datetime]) -> None:
        for key in [key for key in self.running if key[:2] == (service, case) and key[2] not in wanted]:
            del self.running[key]
        for name, due in wanted.items():
            self.running[service, case, name] = due

    async def fired(self, service: str, case: CaseId, name: str) -> None:
        self.running.pop((service, case, name), None)

    def first_due(self, before: datetime) -> Due | None:
        """The first timer that is due at or before this moment; equal moments in the order of their names."""
        due = sorted(
            (at, service, str(case), name) for (service, case, name), at in self.running.items() if at <= before
        )
        if not due:
            return None
        at, service, case, name = due[0]
        return service, UUID(case), name, at

    def take(self, due: Due) -> None:
        """Take a timer off, because it fires."""
        del self.running[due[:3]]
