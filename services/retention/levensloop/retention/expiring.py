"""The destruction of what of a case was first processed in one quarter: the keys of that quarter, and what went out or moved under others.

The events stay, with what is gone shown as gone, until the case as a whole is destroyed.
"""

from collections.abc import Sequence
from functools import reduce
from uuid import UUID

from levensloop.contracts import standing, subjects
from levensloop.contracts.accountability import Capacity, Operation
from levensloop.contracts.decision import system
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.events.retention import DestructionBegun, PlaceDestroyed, QuarterExpired
from levensloop.contracts.periods import quarter_of
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.retention import DestroyedPart, DestructionGround
from levensloop.contracts.standing import Standing
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.keys import Use


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
        await self._account(case)
        for scope in await self._node.vault.keys.scopes(case):
            if scope.use is Use.FIELDS and scope.organisation.endswith(f"_{quarter}"):
                await self._node.vault.keys.destroy(scope)
        self._node.vault.forget(case)
        await self._letters(case, {r.id for r in of_quarter})
        return await self._proof(number, of_quarter)

    async def _account(self, case: CaseId) -> None:
        accountant, by = self._node.accountant, system(self._node.me)
        who = (by.organisation, by.functionary, Capacity.MAINTAINING)
        await accountant.keep(accountant.record(Operation.ERASE, "QuarterExpired", *who, case=case))

    async def _letters(self, case: CaseId, events: set[UUID]) -> None:
        """What went out of those events, by the numbers of their records; and what moved: it carries keys along."""
        out, me = self._node.store(subjects.out_stream(self._node.me)), self._node.me
        for message in await out.load(subjects.account(case)):
            if any(str(event).encode() in message.data for event in events):
                letter = await out.at(message.seq - 1)  # each message is followed by its record
                if letter is not None and letter.subject.startswith("out."):
                    await out.erase_one(letter.seq)
        if reduce(standing.evolve, (await self._log.load(case)).events, Standing()).moving_to:
            return  # what arrives is checked against what arrived before; it goes with the next quarter
        for pattern in (subjects.move("*", case, "*"), subjects.identity("*", case, "*")):
            await self._node.store(subjects.arrivals_stream(me)).erase(subjects.arrived("*", pattern))

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
