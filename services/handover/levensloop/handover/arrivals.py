"""Takes in what arrives of a case that moves: checked, recorded with the bytes it had, and confirmed to the sender."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.envelope import CONTENT_TYPE
from levensloop.contracts.recorded import read
from levensloop.handover.arrived import CaseStreams
from levensloop.handover.intake import Here, is_new, receipt
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog, guarded
from levensloop.infra.messaging.clock import Clock

MOST = 100
"""Cases at hand; others are loaded again. Default."""


@dataclass(frozen=True, slots=True)
class _Case:
    history: CaseHistory
    here: Here = field(default_factory=Here)


class Arrivals:
    """The policy `arrivals`: from the ARRIVALS stream to this ZVH's log."""

    def __init__(self, me: str, log: CaseLog, arrived: EventStore, clock: Clock) -> None:
        self._me, self._log, self._clock = me, log, clock
        self._streams = CaseStreams(arrived)
        self._cases: OrderedDict[UUID, _Case] = OrderedDict()

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """The event as it came; and at the receiving ZVH, once nothing more of the case waits here, that it has all.

        Raises `BrokenCaseStream` (then nothing after it is taken in either), `UnreadableEvent`, `EventStoreError`.
        """
        arrived = await self._streams.at(message)
        recorded = read(message.data, message.seq)
        case = await self._case(arrived.case)
        if not is_new(arrived, recorded, case.here, self._me):
            return ()
        subject = subjects.event(type(recorded.event), recorded.case)
        imported = NewMessage(subject, message.data, {"Content-Type": CONTENT_TYPE})
        confirmation = receipt(arrived, case.here.then(recorded), self._me, self._clock.now())
        own = [confirmation] if confirmation and not await self._streams.more(message) else []
        return [
            *guarded([imported], case.history.guard),
            *self._log.messages(case.history, own, causation=recorded.id),
        ]

    async def _case(self, case: UUID) -> _Case:
        known = self._cases.pop(case, None) or _Case(CaseHistory(case, ()))
        events = known.history.events
        messages = await self._log.store.load(subjects.case_events(case), events[-1].position if events else 0)
        fresh = [read(message.data, message.seq) for message in messages]
        if fresh:
            known = _Case(CaseHistory(case, (*events, *fresh)), known.here.then(*fresh))
        self._cases[case] = known
        if len(self._cases) > MOST:
            self._cases.popitem(last=False)
        return known
