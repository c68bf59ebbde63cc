"""The log, replayed from nothing: read once, in order, and of each case what it leads to.

No event is kept. What memory depends on is the number of cases, for each a state per service, and not how much happened.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, reduce
from typing import Any
from uuid import UUID

from levensloop.cli.services import CASE_SERVICES
from levensloop.contracts import subjects
from levensloop.contracts.categories import Category, categories
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.contracts.recorded import EMPTY_CHAIN, Recorded, chain
from levensloop.contracts.standing import Standing, phase_at, shielded
from levensloop.contracts.standing import evolve as evolve_standing
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.lists import AGENDA, agenda_rows, seen_by

TOGETHER = 100
"""Events decrypted at once: of one case they cost least together. Default."""


@dataclass(frozen=True, slots=True)
class CaseState:
    """What the events of one case so far lead to: a state for each of `CASE_SERVICES`, in that order."""

    states: tuple[Any, ...] = tuple(service.initial for service in CASE_SERVICES)

    def evolve(self, recorded: Recorded[DomainEvent]) -> CaseState:
        """After one more event. Of what was before its destruction nothing is left."""
        states = CaseState().states if isinstance(recorded.event, CaseDestroyed) else self.states
        return CaseState(tuple(s.evolve(state, recorded) for s, state in zip(CASE_SERVICES, states, strict=True)))

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
    has it, for what is shielded today is shielded whatever moment is rebuilt. `events` and the `categories` in them: up to `now`."""

    now: CaseState = field(default_factory=CaseState)
    then: CaseState = field(default_factory=CaseState)
    standing: Standing = field(default_factory=Standing)
    events: int = 0
    categories: frozenset[Category] = frozenset()

    def shielded(self, zvh: str) -> str | None:
        """The rule by which it may not be seen at this ZVH today."""
        return shielded(self.standing, zvh)

    def take(self, recorded: Recorded[DomainEvent], *, counts: bool, early: bool) -> None:
        """One more event; `counts`: it is not after the moment asked for, `early`: nor after the earlier one."""
        if isinstance(recorded.event, CaseDestroyed):
            self.standing, self.categories = Standing(), frozenset()
        self.standing = evolve_standing(self.standing, recorded)
        if not counts:
            return
        same = self.then is self.now
        self.now = self.now.evolve(recorded)
        self.events += 1
        self.categories |= categories(recorded.event)
        if early:
            self.then = self.now if same or self.events == 1 else self.then.evolve(recorded)


@dataclass(slots=True)
class Replay:
    """What the log of one ZVH says, up to and including the moment `until`; `since`: an earlier moment to keep the state of too.

    `digest` chains every event in order: two logs with the same one are the same. `end`: the last sequence of the log that was there
    when it was read.
    """

    zvh: str
    until: datetime | None = None
    since: datetime | None = None
    end: int = 0
    events: int = 0
    digest: str = EMPTY_CHAIN
    _cases: dict[UUID, Rebuilt] = field(default_factory=dict)

    @property
    def cases(self) -> Mapping[UUID, Rebuilt]:
        """In the order in which they first appear. Reports and proofs of destruction are about no case."""
        return {case: rebuilt for case, rebuilt in self._cases.items() if rebuilt.events}

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

    def take(self, recorded: Recorded[DomainEvent]) -> None:
        """The next event of the log."""
        counts = self.has(recorded)
        if counts:
            self.count(recorded)
        if not about_no_case(type(recorded.event)):
            early = self.since is not None and recorded.time <= self.since
            self._cases.setdefault(recorded.case, Rebuilt()).take(recorded, counts=counts, early=early)


async def replay(
    log: CaseLog,
    zvh: str,
    case: UUID | None = None,
    until: datetime | None = None,
    since: datetime | None = None,
) -> Replay:
    """Read the log of `zvh` from the start to its end of now; of one case only, and up to and including a moment, when given.

    Raises `UnreadableEvent`, `SecrecyError` at the first event that cannot be read, `EventStoreError` when the log cannot.
    """
    found = Replay(zvh, until, since, end=await log.store.last_seq())
    async with aclosing(read_events(log, found.end, case)) as events:
        async for recorded in events:
            found.take(recorded)
    return found


async def read_events(log: CaseLog, end: int, case: UUID | None = None) -> AsyncGenerator[Recorded[DomainEvent], None]:
    """In order, up to this place in the log, a few at a time in memory. Raises as `replay`."""
    pattern = subjects.case_events(case) if case else subjects.ALL_EVENTS
    together: list[StoredMessage] = []
    async with aclosing(log.store.replay(pattern, 0, end)) as messages:
        async for message in messages:
            together.append(message)
            if len(together) == TOGETHER:
                for recorded in await log.read_all(together):
                    yield recorded
                together.clear()
    for recorded in await log.read_all(together):
        yield recorded


@cache
def about_no_case(kind: type[DomainEvent]) -> bool:
    """Whether events of this kind are about no case: figures and the like."""
    return subjects.is_report(subjects.event(kind, UUID(int=0)))


def states(events: Sequence[Recorded[DomainEvent]]) -> dict[str, dict[str, Any]]:
    """What these events of one case lead to, as `<service>.<view>` → answer."""
    return reduce(CaseState.evolve, events, CaseState()).views()
