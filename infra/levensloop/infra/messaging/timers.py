"""Timers: durable in the node (JetStream message schedules), or virtual for a played case. One port, two implementations."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.event import CaseId
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore

_AT, _TARGET = "Nats-Schedule", "Nats-Schedule-Target"

Due = tuple[str, UUID, str, datetime]
"""Service, case, timer and when it is due (UTC)."""


Wanted = Callable[[], Awaitable[Mapping[str, datetime]]]
"""Name → due (UTC), as the case wants it when this is asked."""


class Timers(Protocol):
    """Keeps the timers of a case as they must be; what is due comes back to the service as `timer.due.…`."""

    async def keep(self, service: str, case: CaseId, wanted: Wanted) -> None:
        """Run exactly these timers for this case: set what is new or moved, drop what is not named.

        What is wanted is asked when it is known what runs, so that whoever is slow never undoes what another instance kept
        of a later state. Raises `Conflict` when another did meanwhile, `StoreUnavailable`.
        """
        ...


class JetStreamTimers:
    """Message schedules (ADR-51) in the node's own stream: they survive a restart, and fire late rather than never.

    A new schedule on the same subject replaces the old one. Nothing is remembered of what was set: the stream says it, also
    when another instance set it.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def keep(self, service: str, case: CaseId, wanted: Wanted) -> None:
        dropped = True
        while dropped:  # once more after a drop, which no guard fences: what it took may be wanted by now
            dropped = await self._keep(service, case, await self._running(service, case), wanted)

    async def _running(self, service: str, case: CaseId) -> dict[str, StoredMessage]:
        """Schedule subject → the schedule, in the order in which they were set."""
        return {m.subject: m for m in await self._store.load(subjects.timer_at(service, case, "*"))}

    async def _keep(self, service: str, case: CaseId, running: dict[str, StoredMessage], wanted: Wanted) -> bool:
        """Whether anything was dropped."""
        guard = Guard(subjects.timer_at(service, case, "*"), max((m.seq for m in running.values()), default=0))
        schedules = {s.subject: s for s in (_schedule(service, case, *timer) for timer in (await wanted()).items())}
        for subject, schedule in schedules.items():
            if subject not in running or running[subject].wire.get(_AT) != schedule.headers[_AT]:
                appended = await self._store.append([replace(schedule, guard=guard)])
                guard = replace(guard, last=appended.last)
        unwanted = [running[subject] for subject in running.keys() - schedules.keys()]
        for schedule_set in unwanted:
            await self._drop(schedule_set)
        return bool(unwanted)

    async def _drop(self, schedule: StoredMessage) -> None:
        """This one, and none that was set after it; overwritten, as its day was counted from what is secret."""
        await self._store.erase_one(schedule.seq)


def _schedule(service: str, case: CaseId, name: str, due: datetime) -> NewMessage:
    headers = {
        _AT: f"@at {whole(due):%Y-%m-%dT%H:%M:%SZ}",
        _TARGET: subjects.timer_due(service, case, name),
    }
    return NewMessage(subjects.timer_at(service, case, name), b"", headers)


def whole(due: datetime) -> datetime:
    """When a schedule for this moment goes off: they know whole seconds, and too early would be judged as not due yet."""
    moment = due.astimezone(UTC)
    return moment.replace(microsecond=0) + timedelta(seconds=1) if moment.microsecond else moment


def aim_of(schedule: StoredMessage) -> str | None:
    """The subject on which this schedule says that it is due."""
    return schedule.wire.get(_TARGET)


def moment_of(schedule: StoredMessage) -> datetime | None:
    """When this schedule is due, `None` for what is none."""
    at = schedule.wire.get(_AT)
    return datetime.strptime(at, "@at %Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if at else None


@dataclass(slots=True)
class VirtualTimers:
    """The timers of a played case: whoever moves the clock asks which is due next, and fires it. `without`: of these services none
    is kept."""

    without: frozenset[str] = frozenset()
    running: dict[tuple[str, CaseId, str], datetime] = field(default_factory=dict)
    kept: Counter[tuple[str, CaseId]] = field(default_factory=Counter)

    async def keep(self, service: str, case: CaseId, wanted: Wanted) -> None:
        if service in self.without:
            return
        times = -1
        while times != self.kept[service, case]:
            times, timers = self.kept[service, case], await wanted()
        self.kept[service, case] += 1
        for key in [key for key in self.running if key[:2] == (service, case) and key[2] not in timers]:
            del self.running[key]
        for name, due in timers.items():
            self.running[service, case, name] = due

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
