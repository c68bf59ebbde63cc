"""The destruction of what of a case was first processed in one quarter: the keys of that quarter, and what went out or moved under others.

The events stay, with what is gone shown as gone, until the case as a whole is destroyed.
"""

from collections.abc import Sequence
from functools import reduce
from uuid import UUID

from levensloop.contracts import standing, subjects
from levensloop.contracts.accountability import Capacity, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.decision import system
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.events.retention import DestructionBegun, PlaceDestroyed, QuarterExpired
from levensloop.contracts.periods import quarter_of
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.retention import DestroyedPart, DestructionGround
from levensloop.contracts.standing import Standing
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.erasures import account_for_places, destroy_keys
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.retention.erasing import ARTICLE, held


class Expiring:
    """The policy `expiring`: from the log to the log. Done twice is done once."""

    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """The proof, when the data is gone. Raises `EventStoreError`, `SecrecyError`, `UnreadableEvent`."""
        recorded = await self._log.read(message)
        if not isinstance(recorded.event, QuarterExpired) or recorded.source != self._node.me:
            return ()
        case, quarter, number = recorded.case, recorded.event.quarter, recorded.event.destruction
        of_quarter = [r for r in (await self._log.load(case)).events if quarter_of(r.time) == quarter]
        was = held(of_quarter)
        await self._account(case, was)
        of_it = [scope for scope in await self._node.vault.keys.scopes(case) if _is_of(scope, quarter)]
        await destroy_keys(self._node, of_it, ARTICLE, was)
        self._node.vault.forget(case)
        await self._copies(case, {r.id for r in of_quarter}, was)
        return await self._proof(number, of_quarter)

    async def _account(self, case: CaseId, was: tuple[Category, ...]) -> None:
        accountant, by = self._node.accountant, system(self._node.me)
        who = (by.organisation, by.functionary, Capacity.MAINTAINING)
        await accountant.keep(accountant.record(Operation.ERASE, "QuarterExpired", *who, case=case, categories=was))

    async def _copies(self, case: CaseId, events: set[UUID], was: tuple[Category, ...]) -> None:
        """What went out of those events, by the numbers of their records; what moved, at either end, since it carries keys along; what
        was put aside of either."""
        out, me = self._node.store(subjects.out_stream(self._node.me)), self._node.me
        went = set[int]()
        for message in await out.load(subjects.account(case)):
            if any(str(event).encode() in message.data for event in events):
                went.add(message.seq - 1)  # each message is followed by its record
        stand = [letter for seq in sorted(went) if (letter := await out.at(seq)) is not None]
        await self._take_out(case, out, [letter.seq for letter in stand if letter.subject.startswith("out.")], was)
        history = (await self._log.load(case)).events
        moving = reduce(standing.evolve, history, Standing()).moving_to is not None
        if not moving:  # what arrives is checked against what arrived before; it goes with the next quarter
            for pattern in (subjects.move("*", case, "*"), subjects.identity("*", case, "*")):
                sent = self._node.store(subjects.move_stream(me))
                await self._take_out(case, sent, [message.seq for message in await sent.load(pattern)], held(history))
                await sent.erase(pattern)
                await self._node.store(subjects.arrivals_stream(me)).erase(subjects.arrived("*", pattern))
        await self._put_aside(case, events, went, moving, was)

    async def _put_aside(
        self, case: CaseId, events: set[UUID], went: set[int], moving: bool, was: tuple[Category, ...]
    ) -> None:
        me, gone = self._node.me, list[int]()
        moved = (subjects.move_stream(me), subjects.arrivals_stream(me))
        for letter in await self._node.dead.ever():
            of_case = str(case) in letter.origin.subject.split(".")
            one_that_went = letter.stream == subjects.out_stream(me) and letter.origin.seq in went
            of_quarter = any(str(event).encode() in letter.origin.data for event in events)
            if of_case and (one_that_went or of_quarter or (letter.stream in moved and not moving)):
                gone.append(letter.position)
        await self._take_out(case, self._node.store(subjects.dead_stream(me)), gone, was)

    async def _take_out(
        self, case: CaseId, store: EventStore, places: Sequence[int], was: tuple[Category, ...]
    ) -> None:
        """Each named in a record first."""
        await account_for_places(self._node, case, store.stream, places, ARTICLE, was)
        for place in places:
            await store.erase_one(place)

    async def _proof(self, number: UUID, gone: Sequence[Recorded[DomainEvent]]) -> Sequence[NewMessage]:
        at, by, me = self._node.clock.now(), system(self._node.me), self._node.me
        begun = DestructionBegun(
            at=at,
            by=by,
            part=DestroyedPart.QUARTER,
            ground=DestructionGround.TERM_OVER,
            entries=len(gone),
            places=(me,),
        )
        done = PlaceDestroyed(at=at, by=by, place=me, entries=len(gone))
        return await self._log.messages(await self._log.load(number), [begun, done])


def _is_of(scope: Scope, quarter: str) -> bool:
    """The keys of its fields, and those of the letters that went out of it (`disclosure.rings`), so that a copy at a partner is closed."""
    return scope.organisation.endswith(f"_{quarter}" if scope.use is Use.FIELDS else f"-{quarter}")
