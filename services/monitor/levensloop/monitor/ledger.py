"""The whole log of a ZVH as figures and money need it: a fold in the order of the log, and of nothing else."""

import asyncio
from collections import Counter
from contextlib import aclosing

from levensloop.contracts import destruction, subjects
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.events.monitor import CooperationRecorded, FiguresDelivered, FiguresRequested
from levensloop.contracts.events.retention import CaseDestroyed, DestructionBegun, PlaceDestroyed
from levensloop.contracts.monitoring import Cooperation, Figure
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import SERVICE_OF_EVENT
from levensloop.contracts.roles import Role
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.unopened import UNREADABLE, case_under
from levensloop.monitor import coordination, facts
from levensloop.monitor.coordination import CaseCoordination
from levensloop.monitor.facts import CaseFacts
from levensloop.monitor.figures import Counted, count
from levensloop.monitor.publication import suppressed_in


class Ledger:
    """What the log says up to `position`. The same log up to the same position makes the same ledger, whoever reads it when."""

    def __init__(self, me: str) -> None:
        self.me = me
        self.position = 0
        self.cases: dict[CaseId, CaseFacts] = {}
        self.coordination: dict[CaseId, CaseCoordination] = {}
        self.unreadable: set[CaseId] = set()
        self.requested: Counter[str] = Counter()
        self.delivered: dict[str, FiguresDelivered] = {}
        self.cooperation: dict[str, dict[Role, Cooperation]] = {}

    async def take(self, message: StoredMessage, log: CaseLog) -> None:
        """One more message of the log. A case that holds what this software cannot read is not counted, and said to be so."""
        self.position = message.seq
        case = case_under(message.subject)
        if case is None and not subjects.is_report(message.subject):
            return  # a line that somebody put there under no case: fsck and a replay name it
        if case in self.unreadable and not destruction.is_retention(message.subject):
            return
        try:
            recorded = await log.read(message)
            if case in self.unreadable and not isinstance(recorded.event, CaseDestroyed):
                return
            if case is not None:
                self.unreadable.discard(case)
            self._fold(recorded)
        except UNREADABLE:
            if case is not None:
                self.unreadable.add(case)
                self.cases.pop(case, None)
                self.coordination.pop(case, None)

    def count(self, half_year: str) -> Counted:
        """MON-1: the figures of this half-year, exact."""
        return count(self.cases.values(), half_year)

    def suppressed(self) -> dict[str, frozenset[Figure]]:
        """Half-year → which figures are suppressed in its latest edition."""
        return {half_year: suppressed_in(delivered) for half_year, delivered in self.delivered.items()}

    def _fold(self, recorded: Recorded[DomainEvent]) -> None:
        match recorded.event:
            case FiguresRequested(half_year=half_year):
                self.requested[half_year] += 1
            case FiguresDelivered(half_year=half_year) as delivered:
                self.delivered[half_year] = delivered
            case CooperationRecorded(half_year=half_year, answer=answer):
                self.cooperation.setdefault(half_year, {})[answer.role] = answer
            case CaseDestroyed():  # what is destroyed is counted no more
                self.cases.pop(recorded.case, None)
                self.coordination.pop(recorded.case, None)
            case DestructionBegun() | PlaceDestroyed():
                pass  # about no case
            case event if SERVICE_OF_EVENT[type(event)] != "monitor":
                case = recorded.case
                self.cases[case] = facts.evolve(self.cases.get(case, CaseFacts()), recorded, self.me)
                known = self.coordination.get(case, CaseCoordination())
                self.coordination[case] = coordination.evolve(known, recorded, self.me)


class Reader:
    """Keeps a ledger up with the log, reading only what is new; from the start where an earlier position is asked for."""

    def __init__(self, log: CaseLog, me: str) -> None:
        self._log, self._me = log, me
        self._ledger = Ledger(me)
        self._turn = asyncio.Lock()
        log.vault.held_by(self)

    def forget(self, case: CaseId) -> None:
        """Count anew from the start the next time: what is destroyed is counted no more as it was."""
        self._ledger = Ledger(self._me)

    async def until(self, position: int | None = None) -> Ledger:
        """The ledger at this position of the log, or else at its end; do not keep it. Raises `EventStoreError`."""
        async with self._turn:
            end = await self._log.store.last_seq() if position is None else position
            if end < self._ledger.position:
                self._ledger = Ledger(self._me)
            async with aclosing(self._log.store.replay(subjects.ALL_EVENTS, self._ledger.position, end)) as messages:
                async for message in messages:
                    await self._ledger.take(message, self._log)
            return self._ledger
