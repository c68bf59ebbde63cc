"""The destruction of what this ZVH's node has of a case, from the order to the tombstone (WGS 1.8(7)).

The order stands in the log. Disclosure and handover, each in its turn behind all that it still had to send of the case, say who else has a
copy; that starts the work here, once both have. Who else has one is told when the tombstone stands. Nothing is remembered but in the
streams: the order stays until the tombstone stands, the tombstone comes in one batch with the proof and the position, and what is done
twice is done once. So whoever is killed in between does the rest the next time.
"""

import json
from collections.abc import Sequence
from uuid import UUID

from levensloop.contracts import destruction, subjects
from levensloop.contracts.accountability import Capacity, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.decision import Context, system
from levensloop.contracts.event import CaseId
from levensloop.contracts.events.retention import (
    CaseDestroyed,
    DestructionBegun,
    DestructionOrdered,
    PlaceDestroyed,
)
from levensloop.contracts.retention import DestroyedPart
from levensloop.contracts.terms import DESTRUCTION
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.case_log import CaseHistory
from levensloop.infra.messaging.node import Node
from levensloop.infra.working_days import is_working_day
from levensloop.retention.erasing import count, destroy_keys, erase_beside_the_log, erase_log, held

PLACES = "places"
"""In what they say: who else has a copy."""


class Destroying:
    """Handles what `disclosure` and `handover` say to this ZVH itself, in OUT and in MOVE."""

    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log
        self._out = node.store(subjects.out_stream(node.me))
        self._move = node.store(subjects.move_stream(node.me))

    async def handle(self, told: StoredMessage) -> Sequence[NewMessage]:
        """The tombstone and the proof, when all else of the case is gone. Raises `EventStoreError`, `SecrecyError`."""
        case = UUID(subjects.case_of(told.subject))
        places = await self._places(case)
        history = await self._log.load(case)
        ordered = next((r for r in history.events if isinstance(r.event, DestructionOrdered)), None)
        if places is None or ordered is None:
            return ()  # the other has yet to say it, or all was done
        event = ordered.event
        assert isinstance(event, DestructionOrdered)
        was = held(history.events)
        proof = await self._begun(case, event, places, was)
        await destroy_keys(self._node, case, was)
        await erase_beside_the_log(self._node, case)
        await erase_log(self._node, case, ordered.position)
        return await self._done(history, event, proof, places)

    async def _places(self, case: CaseId) -> tuple[str, ...] | None:
        """Who else has a copy, partners before ZVHs; `None` as long as not both have said it."""
        marks = (
            await self._out.last(destruction.destroyed(self._node.me, case)),
            await self._move.last(destruction.destroyed_elsewhere(self._node.me, case)),
        )
        found: list[str] = []
        for mark in marks:
            if mark is None:
                return None
            found += json.loads(mark.data)[PLACES]
        return tuple(found)

    async def _begun(
        self, case: CaseId, event: DestructionOrdered, places: Sequence[str], was: tuple[Category, ...]
    ) -> CaseHistory:
        """The proof so far: how many entries there were, counted before the first of them goes."""
        proof = await self._log.load(event.destruction)
        if not proof.events:
            context, entries = self._context, await count(self._node, case)
            everywhere = (self._node.me, *places)
            accountant = self._node.accountant
            who = (context.me, context.by.functionary, Capacity.MAINTAINING)
            ordered = accountant.record(Operation.ERASE, "DestructionOrdered", *who, case=case, categories=was)
            await accountant.keep(ordered)
            begun = DestructionBegun(
                at=context.now,
                by=context.by,
                part=DestroyedPart.CASE,
                ground=event.ground,
                entries=entries,
                places=everywhere,
            )
            await self._log.store.append(await self._log.messages(proof, [begun]))
            proof = await self._log.load(event.destruction)
        return proof

    async def _done(
        self, history: CaseHistory, event: DestructionOrdered, proof: CaseHistory, places: Sequence[str]
    ) -> Sequence[NewMessage]:
        context, begun = self._context, proof.events[0].event
        assert isinstance(begun, DestructionBegun)
        at, by = context.now, context.by
        tombstone = CaseDestroyed(
            at=at,
            by=by,
            entries=begun.entries,
            destruction=event.destruction if places else None,
            waiting=tuple(places),
            due=context.due(DESTRUCTION) if places else None,
            told_by=event.told_by,
        )
        own = PlaceDestroyed(at=at, by=by, place=self._node.me, entries=begun.entries)
        return [
            *await self._log.messages(history, [tombstone]),
            *await self._log.messages(proof, [own]),
        ]

    @property
    def _context(self) -> Context:
        node = self._node
        return Context(node.me, node.clock.now(), system(node.me), node.organisations, is_working_day)
