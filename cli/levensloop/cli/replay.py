"""The log, replayed from nothing: the events in order, and the state of each case that they lead to."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from levensloop.cli.services import CASE_SERVICES
from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import EMPTY_CHAIN, Recorded, chain
from levensloop.contracts.registry import SERVICE_OF_EVENT
from levensloop.contracts.standing import Standing, phase_at, shielded
from levensloop.contracts.standing import evolve as evolve_standing
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.lists import AGENDA, SHIELDED, agenda_rows

Events = Sequence[Recorded[DomainEvent]]


@dataclass(frozen=True, slots=True)
class Replay:
    """What the log of one ZVH says. `digest` chains every event in order: two logs with the same one are the same."""

    zvh: str
    events: tuple[Recorded[DomainEvent], ...]

    @property
    def cases(self) -> Mapping[UUID, Events]:
        """Case id → its events, in the order in which the cases first appear. Reports are about no case."""
        found: dict[UUID, list[Recorded[DomainEvent]]] = {}
        for recorded in self.events:
            if SERVICE_OF_EVENT[type(recorded.event)] == "monitor":
                continue
            found.setdefault(recorded.case, []).append(recorded)
        return found

    @property
    def digest(self) -> str:
        return functools.reduce(chain, (recorded.fingerprint for recorded in self.events), EMPTY_CHAIN)

    def standings(self) -> Iterator[tuple[UUID, str, str | None]]:
        """Case id, phase as this ZVH sees it, and who directs."""
        for case, events in self.cases.items():
            standing = standing_of(events)
            yield case, phase_at(standing, self.zvh).value, standing.director


def standing_of(events: Events) -> Standing:
    """How the case of these events stands."""
    return functools.reduce(evolve_standing, events, Standing())


async def replay(log: CaseLog, zvh: str, case: UUID | None = None, until: datetime | None = None) -> Replay:
    """Read the log of `zvh` from the start; of one case only, and up to and including a moment, when given.

    Raises `UnreadableEvent`, `SecrecyError` at the first event that cannot be read, `EventStoreError` when the log cannot.
    """
    pattern = subjects.case_events(case) if case else subjects.ALL_EVENTS
    events: list[Recorded[DomainEvent]] = []
    async for message in log.store.replay(pattern):
        recorded = await log.read(message)
        if until is None or recorded.time <= until:
            events.append(recorded)
    return Replay(zvh, tuple(events))


def states(events: Events) -> dict[str, dict[str, Any]]:
    """What the events of one case lead to, as `<service>.<view>` → answer: the same that a running service answers."""
    return {
        f"{service.name}.{name}": view(functools.reduce(service.evolve, events, service.initial))
        for service in CASE_SERVICES
        for name, view in service.views.items()
    }


def rows(events: Events, zvh: str, clock: Clock) -> dict[str, list[dict[str, Any]]]:
    """What the events of one case lead to in each list and on each agenda, as `<service>.<list>` → rows as a running service has them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for service in CASE_SERVICES:
        state = functools.reduce(service.evolve, events, service.initial)
        rule = shielded(state.standing, zvh)
        for name, made in service.lists.items():
            found[f"{service.name}.{name}"] = [*made(state, zvh)] if rule is None else [{SHIELDED: rule}]
        found[f"{service.name}.{AGENDA}"] = agenda_rows(service, state, zvh, clock)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in which two states of a case differ: where, as `plan.plan.actions.0.owner`, and both values; `None` where it is not."""

    path: str
    was: Any
    now: Any


def changes(was: Any, now: Any, path: str = "") -> Iterator[Change]:
    """What differs between two states (JSON), down to the values, in the order of the first."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in [*was, *(name for name in now if name not in was)]:
            yield from changes(was.get(name), now.get(name), f"{path}.{name}" if path else str(name))
    elif isinstance(was, list) and isinstance(now, list):
        for at in range(max(len(was), len(now))):
            then, today = (items[at] if at < len(items) else None for items in (was, now))
            yield from changes(then, today, f"{path}.{at}")
    elif was != now:
        yield Change(path, was, now)
