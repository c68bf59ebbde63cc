"""Takes in what arrives of a case: checks that it is whole and unchanged, records it here, and says so to the sender."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.decision import system
from levensloop.contracts.envelope import CONTENT_TYPE
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import CaseStreamReceived, HandoverAccepted, JointMeetingHeld
from levensloop.contracts.recorded import Recorded, read
from levensloop.handover.arrived import Arrived, CaseStreams
from levensloop.handover.state import State, evolve
from levensloop.handover.wire import BrokenCaseStream
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog, guarded
from levensloop.infra.messaging.clock import Clock

MOST = 100
"""Cases in verhuizing kept at hand; others are loaded again. Default."""

_FROM_RECEIVER = (CaseStreamReceived, HandoverAccepted, JointMeetingHeld)
"""All that a ZVH may record on a case that another directs (contracts.admission), and so all that comes back."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A case as this log has it."""

    history: CaseHistory
    state: State = field(default_factory=State)
    fingerprints: dict[UUID, str] = field(default_factory=dict)


class Arrivals:
    """The policy `arrivals`: from the ARRIVALS stream to this ZVH's log."""

    def __init__(self, me: str, log: CaseLog, arrived: EventStore, clock: Clock) -> None:
        self._me, self._log, self._clock = me, log, clock
        self._streams = CaseStreams(arrived)
        self._cases: OrderedDict[UUID, _Case] = OrderedDict()

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """The event as it came, unless it is here already (a client who moves back); and, at the receiving ZVH, that it is
        here. Raises `BrokenCaseStream` when anything is missing, changed, or not the sender's to send; `UnreadableEvent`,
        `NewerEventVersion`, `EventStoreError`."""
        arrived = await self._streams.at(message)
        recorded = read(message.data, 0)
        case = await self._case(arrived.case)
        self._check(arrived, recorded, case)
        if recorded.id in case.fingerprints:
            return ()
        imported = NewMessage(
            subjects.event(type(recorded.event), recorded.case), message.data, {"Content-Type": CONTENT_TYPE}
        )
        after = evolve(case.state, recorded)
        receipt = await self._receipt(arrived, recorded, after, message)
        return [*guarded([imported], case.history.guard), *self._log.messages(case.history, receipt, None, recorded.id)]

    async def _receipt(
        self, arrived: Arrived, recorded: Recorded[DomainEvent], after: State, message: StoredMessage
    ) -> list[CaseStreamReceived]:
        """MOV-2: only for a case that moves here, and only for the last that arrived: it speaks for all before it."""
        standing = after.standing
        if standing.moving_to != self._me or standing.director is None or await self._streams.more(message):
            return []
        return [
            CaseStreamReceived(
                at=self._clock.now(),
                by=system(self._me),
                move=standing.moves,
                from_zvh=standing.director,
                count=arrived.link.count,
                digest=arrived.link.digest,
            )
        ]

    def _check(self, arrived: Arrived, recorded: Recorded[DomainEvent], case: _Case) -> None:
        which = f"Gebeurtenis {arrived.link.count} van casus {arrived.case} (verhuizing {arrived.move})"
        known = case.fingerprints.get(recorded.id)
        if recorded.case != arrived.case:
            raise BrokenCaseStream(f"{which} hoort bij een andere casus.")
        if missing := arrived.before - set(case.fingerprints.values()):
            raise BrokenCaseStream(f"{which} kan niet worden opgenomen: {len(missing)} eerdere ontbreken hier.")
        if known is not None and known != recorded.fingerprint:
            raise BrokenCaseStream(f"{which} is anders dan dezelfde gebeurtenis die hier al staat.")
        if known is None and recorded.source == self._me:
            raise BrokenCaseStream(f"{which} zou hier zijn vastgelegd, maar staat niet in dit logboek.")
        if known is None and case.state.standing.director == self._me:
            self._check_returned(which, arrived, recorded, case)

    def _check_returned(self, which: str, arrived: Arrived, recorded: Recorded[DomainEvent], case: _Case) -> None:
        """MOV-5: who directs takes nothing from others, but what the receiver may record during the move."""
        move = case.state.running
        expected = move is not None and (move.number, move.to_zvh) == (arrived.move, recorded.source)
        if not expected or not isinstance(recorded.event, _FROM_RECEIVER):
            raise BrokenCaseStream(f"{which} komt van {recorded.source}, dat dit op deze casus niet kan vastleggen.")

    async def _case(self, case: UUID) -> _Case:
        known = self._cases.pop(case, None) or _Case(CaseHistory(case, ()))
        after = known.history.events[-1].position if known.history.events else 0
        fresh = [read(m.data, m.seq) for m in await self._log.store.load(subjects.case_events(case), after)]
        if fresh:
            known = _Case(
                CaseHistory(case, (*known.history.events, *fresh)),
                reduce(evolve, fresh, known.state),
                {**known.fingerprints, **{recorded.id: recorded.fingerprint for recorded in fresh}},
            )
        self._cases[case] = known
        if len(self._cases) > MOST:
            self._cases.popitem(last=False)
        return known
