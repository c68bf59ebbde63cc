"""Everywhere on this node where something of a case can stand, and how it is destroyed there: taken out, its bytes overwritten."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from levensloop.contracts import subjects
from levensloop.contracts.categories import Category, categories
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import erasures
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.keys import Scope, Use

ARTICLE = "WGS-1.8-7"
"""By which data is destroyed when its time is over."""
DESTROYED_WITH_A_CASE = frozenset({Use.FIELDS, Use.OUT})
"""The keys that go with a case. Those of its accountability records stay: these tell of which categories
what went to whom by which ground, not what it was, and have a term of their own."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A stream of the node, and the subjects in it under which something of the case stands."""

    store: EventStore
    patterns: tuple[str, ...]


def holdings(node: Node, case: CaseId) -> tuple[Holding, ...]:
    """All but the log itself and the dead letters. What tells of a destruction is not in it: nobody is in that."""
    me, moved = node.me, (subjects.move("*", case, "*"), subjects.identity("*", case, "*"))
    timers = (subjects.timer_at("*", case, "*"), subjects.timer_due("*", case, "*"))
    arrived = tuple(subjects.arrived("*", pattern) for pattern in moved)
    return (
        Holding(node.store(subjects.out_stream(me)), (subjects.out("*", case),)),
        Holding(node.store(subjects.move_stream(me)), moved),
        Holding(node.store(subjects.arrivals_stream(me)), arrived),
        Holding(node.store(subjects.timers_stream(me)), timers),
    )


def held(events: Iterable[Recorded[DomainEvent]]) -> tuple[Category, ...]:
    """Of which categories there is data in these, for the record of what is destroyed (WGS 2.30)."""
    return tuple(sorted({category for recorded in events for category in categories(recorded.event)}))


async def count(node: Node, case: CaseId) -> int:
    """How many entries of the case stand on this node. Raises `EventStoreError`."""
    everywhere = (Holding(node.log.store, (subjects.case_events(case),)), *holdings(node, case))
    found = [len(await holding.store.load(pattern)) for holding in everywhere for pattern in holding.patterns]
    return sum(found) + len(await _dead(node, case))


async def destroy_keys(node: Node, case: CaseId, was: Collection[Category] = ()) -> None:
    """First of all: from here on nobody can read anything, whatever is left of it and wherever; `was`: the categories of what there was.
    Raises `EventStoreError`."""
    await erasures.destroy_keys(node, await _scopes(node, case), ARTICLE, was)
    node.vault.forget(case)


async def erase_beside_the_log(node: Node, case: CaseId) -> None:
    """Ciphertext in every other stream. Safe to repeat. Raises `EventStoreError`."""
    for holding in holdings(node, case):
        for pattern in holding.patterns:
            await holding.store.erase(pattern)
    dead = node.store(subjects.dead_stream(node.me))
    for seq in await _dead(node, case):
        await dead.erase_one(seq)


async def erase_log(node: Node, case: CaseId, before: int) -> None:
    """The case's events below this place in the log. Raises `EventStoreError`."""
    await node.log.store.erase(subjects.case_events(case), before)
    node.vault.forget(case)


async def _scopes(node: Node, case: CaseId) -> list[Scope]:
    return [scope for scope in await node.vault.keys.scopes(case) if scope.use in DESTROYED_WITH_A_CASE]


async def _dead(node: Node, case: CaseId) -> list[int]:
    """Places of the dead letters that hold a message of the case, handled since or not."""
    return [position for position, subject in await node.dead.origins() if _is_of(subject, case)]


def _is_of(subject: str, case: CaseId) -> bool:
    return str(case) in subject.split(".")
