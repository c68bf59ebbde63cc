"""The log, replayed from nothing: read once, in order, and of each case what it leads to.

No event is kept. What memory depends on is the number of cases, for each what there is to show of it, and not how much happened.
A line that does not open stops nothing: it is named, and the cases that it concerns are not whole.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, reduce
from typing import Any
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.categories import Category, categories
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.contracts.recorded import EMPTY_CHAIN, Recorded, chain
from levensloop.contracts.standing import Standing, phase_at, shielded
from levensloop.contracts.standing import evolve as evolve_standing
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.lists import AGENDA, agenda_rows, seen_by
from levensloop.infra.messaging.unopened import Unopened
from levensloop.zvh.services import CASE_SERVICES

TOGETHER = 100
"""Events decrypted at once: of one case they cost least together. Default."""

NOT_WHOLE = "INV-7"
"""The rule by which a case is not shown of which a line does not open: that line may be the one that shields it. As in the record of it."""

Read = Recorded[DomainEvent] | Unopened
"""What stands at one place of the log."""


@dataclass(frozen=True, slots=True)
class CaseState:
    """What the events of one case so far lead to: a state for each of `CASE_SERVICES`, in that order."""

    states: tuple[Any, ...] = tuple(service.initial for service in CASE_SERVICES)

    def evolve(self, recorded: Recorded[DomainEvent], named: Collection[UUID] | None = None) -> CaseState:
        """After one more event. Of what was before its destruction nothing is left. `named`: the events that later ones name, where no more
        is to be kept than there is to show."""
        states = CaseState().states if isinstance(recorded.event, CaseDestroyed) else self.states
        return CaseState(
            tuple(
                s.evolve(state, recorded)
                if named is None or s.evolve_shown is None
                else s.evolve_shown(state, recorded, named)
                for s, state in zip(CASE_SERVICES, states, strict=True)
            )
        )

    def views(self) -> dict[str, dict[str, Any]]:
        """As `<service>.<view>` → answer: the same that a running service answers."""
        return {
            f"{service.name}.{name}": view(state)
            for service, state in zip(CASE_SERVICES, self.states, strict=True)
            for name, view in service.views.items()
        }

    def rows(self, zvh: str, clock: Clock) -> dict[str, list[dict[str, Any]]]:
        """In each list and on each agenda, as `<service>.<list>` → rows as a running service has them."""
        found: dict[str, list[dict[str, Any]]] = {}
        for service, state in zip(CASE_SERVICES, self.states, strict=True):
            for name, made in service.lists.items():
                found[f"{service.name}.{name}"] = [*seen_by(zvh, made)(state)]
            found[f"{service.name}.{AGENDA}"] = agenda_rows(service, state, zvh, clock)
        return found


@dataclass(slots=True)
class Rebuilt:
    """One case, as far as it was read: `now` up to the moment that is asked for, `then` at an earlier one. `standing`: as the whole log
    has it, for what is shielded today is shielded whatever moment is rebuilt. `events`: those that lead to `now`.

    `broken`: the place of the first line that does not open, whatever moment is asked for: when it happened nobody knows. What the events
    after it lead to is not known either, so `now` and `then` are of before it. `categories`: of every event up to that moment.
    """

    now: CaseState = field(default_factory=CaseState)
    then: CaseState = field(default_factory=CaseState)
    standing: Standing = field(default_factory=Standing)
    events: int = 0
    categories: frozenset[Category] = frozenset()
    broken: int | None = None

    def shielded(self, zvh: str) -> str | None:
        """The rule by which it may not be seen at this ZVH today."""
        rule = shielded(self.standing, zvh)
        return rule if rule is not None or self.broken is None else NOT_WHOLE

    def take(self, recorded: Recorded[DomainEvent], named: Collection[UUID], *, counts: bool, early: bool) -> None:
        """One more event; `counts`: it is not after the moment asked for, `early`: nor after the earlier one."""
        if isinstance(recorded.event, CaseDestroyed):
            self.standing, self.categories, self.broken = Standing(), frozenset(), None
        self.standing = evolve_standing(self.standing, recorded)
        if not counts:
            return
        self.categories |= categories(recorded.event)
        if self.broken is not None:
            return
        same = self.then is self.now
        self.now = self.now.evolve(recorded, named)
        self.events += 1
        if early:
            self.then = self.now if same or self.events == 1 else self.then.evolve(recorded, named)


@dataclass(slots=True)
class Replay:
    """What the log of one ZVH says, up to and including the moment `until`; `since`: an earlier moment to keep the state of too.

    `digest` chains every event in order, and every line that does not open (`unopened`): two logs with the same one are the same. `end`:
    the last sequence of the log that was there when it was read. `named`: events that later ones name, by their ids.
    """

    zvh: str
    until: datetime | None = None
    since: datetime | None = None
    end: int = 0
    events: int = 0
    digest: str = EMPTY_CHAIN
    unopened: list[Unopened] = field(default_factory=list)
    named: Collection[UUID] = ()
    _cases: dict[UUID, Rebuilt] = field(default_factory=dict)

    @property
    def cases(self) -> Mapping[UUID, Rebuilt]:
        """In the order in which they first appear. Reports and proofs of destruction are about no case."""
        known = self._cases.items()
        return {case: rebuilt for case, rebuilt in known if rebuilt.events or rebuilt.broken is not None}

    def case(self, case: UUID) -> Rebuilt:
        """One of `cases`."""
        return self._cases[case]

    def shielded(self, case: UUID) -> str | None:
        """The rule by which this case may not be seen here today."""
        known = self._cases.get(case)
        return known.shielded(self.zvh) if known else None

    def standings(self) -> Iterator[tuple[UUID, str, str | None]]:
        """Case id, phase as this ZVH sees it, and who directs."""
        for case, rebuilt in self.cases.items():
            standing = rebuilt.now.states[0].standing
            yield case, phase_at(standing, self.zvh).value, standing.director

    def has(self, recorded: Recorded[DomainEvent]) -> bool:
        """Whether this event is not after the moment that is asked for."""
        return self.until is None or recorded.time <= self.until

    def count(self, recorded: Recorded[DomainEvent]) -> None:
        """One more, without what it leads to."""
        self.events += 1
        self.digest = chain(self.digest, recorded.fingerprint)

    def miss(self, line: Unopened) -> None:
        """The next line, which does not open."""
        self.unopened.append(line)
        self.digest = chain(self.digest, line.fingerprint)
        for case in line.cases:
            rebuilt = self._cases.setdefault(case, Rebuilt())
            rebuilt.broken = rebuilt.broken or line.position

    def take(self, read: Read) -> None:
        """What stands at the next place of the log."""
        if isinstance(read, Unopened):
            self.miss(read)
            return
        recorded = read
        counts = self.has(recorded)
        if counts:
            self.count(recorded)
        if not about_no_case(type(recorded.event)):
            early = self.since is not None and recorded.time <= self.since
            self._cases.setdefault(recorded.case, Rebuilt()).take(recorded, self.named, counts=counts, early=early)


async def replay(
    log: CaseLog,
    zvh: str,
    case: UUID | None = None,
    until: datetime | None = None,
    since: datetime | None = None,
) -> Replay:
    """Read the log of `zvh` from the start to its end of now; of one case only, and up to and including a moment, when given.

    Raises `MasterKeyProblem`, `EventStoreError` when the log cannot be read.
    """
    end = await log.store.last_seq()
    found = Replay(zvh, until, since, end, named=await _named(log, end, case))
    async with aclosing(read_events(log, found.end, case)) as events:
        async for read in events:
            found.take(read)
    return found


def read_events(log: CaseLog, end: int, case: UUID | None = None) -> AsyncGenerator[Read, None]:
    """In order, up to this place in the log, a few at a time in memory. Raises as `replay`."""
    return _read(log, subjects.case_events(case) if case else subjects.ALL_EVENTS, end)


async def _named(log: CaseLog, end: int, case: UUID | None) -> frozenset[UUID]:
    """The events in which a datum is corrected later on: before the log is read, so that it need be read once."""
    pattern = subjects.event(DatumRectified, case) if case else subjects.service_events("disclosure")
    found = set[UUID]()
    async with aclosing(_read(log, pattern, end)) as events:
        async for read in events:
            if isinstance(read, Recorded) and isinstance(read.event, DatumRectified):
                found.add(read.event.event)
    return frozenset(found)


async def _read(log: CaseLog, pattern: str, end: int) -> AsyncGenerator[Read, None]:
    together: list[StoredMessage] = []
    async with aclosing(log.store.replay(pattern, 0, end)) as messages:
        async for message in messages:
            together.append(message)
            if len(together) == TOGETHER:
                for read in await log.read_each(together):
                    yield read
                together.clear()
    for read in await log.read_each(together):
        yield read


@cache
def about_no_case(kind: type[DomainEvent]) -> bool:
    """Whether events of this kind are about no case: figures and the like."""
    return subjects.is_report(subjects.event(kind, UUID(int=0)))


def states(events: Sequence[Recorded[DomainEvent]]) -> dict[str, dict[str, Any]]:
    """What these events of one case lead to, as `<service>.<view>` → answer."""
    return reduce(CaseState.evolve, events, CaseState()).views()
