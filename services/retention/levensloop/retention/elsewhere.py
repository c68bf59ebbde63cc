"""The destruction of a case that several ZVHs have: who destroys tells those on the other side of its moves, and each of them says when its
copy is gone. Only the ZVH that directs can have others destroy theirs (MOV-5); the copy of an earlier ZVH goes by its own clock as well."""

from collections.abc import Sequence
from functools import reduce
from uuid import UUID

from levensloop.contracts import destruction, subjects
from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.decision import Context, system
from levensloop.contracts.event import CaseId
from levensloop.contracts.events.retention import CaseDestroyed, CopyDestroyed
from levensloop.contracts.retention import DestructionGround
from levensloop.contracts.standing import Phase
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.case_log import CaseHistory
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.notices import Notice, read_notice, write_notice
from levensloop.infra.working_days import is_working_day
from levensloop.retention.domain import ordered
from levensloop.retention.state import State, evolve


class Elsewhere:
    """Three policies: what another ZVH tells, into the log (`told`) or answered at once (`nothing_here`); and the answer when the copy
    here is gone (`gone`)."""

    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log

    async def told(self, arrived: StoredMessage) -> Sequence[NewMessage]:
        """An order for the copy here, or the word that the copy there is gone. Raises `UnreadableEvent` for an order of a ZVH that does
        not direct the case."""
        sender, case, entries = self._read(arrived)
        history, state = await self._case(case)
        if entries is not None:
            if state.destruction is None or sender not in state.destruction.waiting:
                return ()
            said = CopyDestroyed(at=self._context.now, by=self._context.by, place=sender, entries=entries)
            return await self._log.messages(history, [said])
        if not history.events or state.standing.phase is Phase.DESTROYED:
            return ()
        if state.standing.director != sender:
            raise UnreadableEvent(f"{sender} zegt dat een casus is vernietigd waarop het de regie niet heeft.")
        order = ordered(self._context, DestructionGround.ELSEWHERE, sender)
        return await self._log.messages(history, [order])

    async def nothing_here(self, arrived: StoredMessage) -> Sequence[NewMessage]:
        """The answer to an order for what is not here (any more). Raises `StoreUnavailable` as long as it is being destroyed."""
        sender, case, entries = self._read(arrived)
        if entries is not None:
            return ()
        history, state = await self._case(case)
        found = state.destruction
        if history.events and (found is None or found.told_by == sender):
            return ()  # that is answered when it is gone
        if found is not None and not found.done:
            raise StoreUnavailable(self._log.store.stream, "de vernietiging loopt nog")
        return [self._answer(sender, case, 0)]

    async def gone(self, logged: StoredMessage) -> Sequence[NewMessage]:
        """Tells who said that the case was destroyed, that the copy here is gone."""
        recorded = await self._log.read(logged)
        event = recorded.event
        if not isinstance(event, CaseDestroyed) or event.told_by is None or recorded.source != self._node.me:
            return ()
        return [self._answer(event.told_by, recorded.case, event.entries)]

    def _answer(self, to_zvh: str, case: CaseId, entries: int) -> NewMessage:
        notice = Notice(iss=self._node.me, aud=to_zvh, sub=case, entries=entries)
        return NewMessage(destruction.destroyed_elsewhere(to_zvh, case), write_notice(notice, self._node.own.signing))

    def _read(self, arrived: StoredMessage) -> tuple[str, CaseId, int | None]:
        """Sender, case, and how many entries it says are gone; None when it orders. Raises `SecrecyError`, `ValueError`."""
        sender, case = arrived.subject.split(".")[1], UUID(subjects.case_of(arrived.subject))
        notice = read_notice(arrived.data, sender, self._node.me, case, self._node.directory.signer)
        return sender, case, notice.entries

    async def _case(self, case: CaseId) -> tuple[CaseHistory, State]:
        history = await self._log.load(case)
        return history, reduce(evolve, history.events, State())

    @property
    def _context(self) -> Context:
        node = self._node
        return Context(node.me, node.clock.now(), system(node.me), node.organisations, is_working_day)
