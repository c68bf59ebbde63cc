"""Whether what was ordered to be destroyed is, and whoever must hear of that was told: each policy on that way, by what it leaves behind.

Nothing personal is read for it (WGS 1.8(7)).
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from uuid import UUID

from levensloop.cli.fsck.passed import Passed
from levensloop.contracts import destruction, standing, subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed, CopyDestroyed, DestructionOrdered, QuarterExpired
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Phase, Standing
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.secrecy.notices import read_notice

FEED, DISCLOSURE = "handover/feed", "disclosure/disclosure"

Events = Sequence[Recorded[DomainEvent]]
Owed = tuple[str, int]
"""A policy, and the place in its source that it says to have handled."""


@dataclass(frozen=True, slots=True)
class Told:
    """The places of what is said of the destruction of a case, in OUT and in MOVE: organisation → place; to the ZVH itself too."""

    partners: dict[str, int]
    zvhs: dict[str, int]


async def told_of(node: Node, case: UUID) -> Told:
    """Raises `EventStoreError`."""

    async def places(store: EventStore, pattern: str) -> dict[str, int]:
        return {message.subject.split(".")[1]: message.seq for message in await store.load(pattern)}

    out, move = node.store(subjects.out_stream(node.me)), node.store(subjects.move_stream(node.me))
    return Told(
        await places(out, destruction.destroyed("*", case)),
        await places(move, destruction.destroyed_elsewhere("*", case)),
    )


def undone(events: Events, told: Told, passed: Passed, me: str, roles: Mapping[str, Role]) -> Iterator[Owed]:
    """What a destruction that was ordered here still lacks, though who had to do it passed by. `roles`: of who is in the topology. Pure."""
    for recorded in events:
        if isinstance(recorded.event, DestructionOrdered):
            yield from _ordered(recorded.position, told, passed, me)
            return
        if isinstance(recorded.event, CaseDestroyed) and recorded.source == me:
            yield from _destroyed(events, recorded.event, recorded.position, told, passed, roles)
            return


def _ordered(place: int, told: Told, passed: Passed, me: str) -> Iterator[Owed]:
    out, move = told.partners.get(me), told.zvhs.get(me)
    if out is None and passed.by(DISCLOSURE, place):
        yield DISCLOSURE, place
    if move is None and passed.by(FEED, place):
        yield FEED, place
    if out is None or move is None:
        return
    if passed.by("retention/partners-told", out) and passed.by("retention/zvhs-told", move):
        yield "retention/zvhs-told", place


def _destroyed(
    events: Events, tombstone: CaseDestroyed, place: int, told: Told, passed: Passed, roles: Mapping[str, Role]
) -> Iterator[Owed]:
    if tombstone.told_by is not None and tombstone.told_by not in told.zvhs and passed.by("retention/gone", place):
        yield "retention/gone", place
    for to in tombstone.waiting:
        if to not in roles:
            continue  # gone from the topology since
        where, who = (told.zvhs, FEED) if roles[to] is Role.ZVH else (told.partners, DISCLOSURE)
        if to not in where and passed.by(who, place):
            yield who, place
    confirmed = [one.position for one in events if isinstance(one.event, CopyDestroyed)]
    over = tombstone.destruction is not None and not reduce(standing.evolve, events, Standing()).asked
    if confirmed and over and all(passed.by("retention/finishing", one) for one in confirmed):
        yield "retention/finishing", confirmed[-1]


async def unproven(node: Node, events: Events, passed: Passed) -> AsyncIterator[Owed]:
    """Quarters that expired here, and of which nothing proves that they were destroyed. Raises `EventStoreError`."""
    for recorded in events:
        if not isinstance(recorded.event, QuarterExpired) or recorded.source != node.me:
            continue
        if not passed.by("retention/expiring", recorded.position):
            continue
        if await node.log.store.last(subjects.case_events(recorded.event.destruction)) is None:
            yield "retention/expiring", recorded.position


async def unheard(node: Node, events: Events, told: Told, passed: Passed, case: UUID) -> AsyncIterator[Owed]:
    """What another ZVH said of a destruction, and what did not follow. Raises `EventStoreError`."""
    arrivals = node.store(subjects.arrivals_stream(node.me))
    now = reduce(standing.evolve, events, Standing())
    gone = now.phase is Phase.DESTROYED
    for message in await arrivals.load(subjects.arrived("*", destruction.destroyed_elsewhere(node.me, case))):
        sender = message.subject.split(".")[1]
        try:
            notice = read_notice(message.data, sender, node.me, case, node.directory.signer)
        except (SecrecyError, ValueError):
            continue  # who follows puts it aside
        who = "retention/told"
        if notice.entries is not None:
            owed = gone and sender in now.asked
        elif sender in told.zvhs:
            owed = False  # it had its answer
        elif events:
            owed = not gone and now.director == sender
        else:
            owed, who = True, "retention/nothing-here"
        if owed and passed.by(who, message.seq):
            yield who, message.seq
