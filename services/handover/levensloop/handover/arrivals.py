"""Takes in what arrives of a case that moves: checked, recorded with the bytes it had, and confirmed to the sender."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.envelope import CONTENT_TYPE
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed, CopyDestroyed, DestructionOrdered
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.sending import ends
from levensloop.contracts.standing import Phase
from levensloop.handover.arrived import CaseStreams
from levensloop.handover.intake import Arrived, Here, Place, believed, is_new, opened, place, receipt
from levensloop.handover.labels import withdrawn_by_transfer
from levensloop.handover.presented import is_new_step
from levensloop.handover.sealed import Came, Seal, Unsealed
from levensloop.handover.travelling import TravellingKeys
from levensloop.handover.wire import BrokenCaseStream
from levensloop.infra.eventstore.append import BATCH
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog, guarded
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.secrecy.vault import read_closed

NEVER_TRAVELS = (DestructionOrdered, CopyDestroyed, CaseDestroyed)
"""Nobody else has a case destroyed here by sending that it was."""

MOST = 100
"""Cases at hand; others are loaded again. Default."""


@dataclass(frozen=True, slots=True)
class _Case:
    history: CaseHistory
    here: Here = field(default_factory=Here)


class Arrivals:
    """The policy `arrivals`: from the ARRIVALS stream to this ZVH's log."""

    def __init__(self, seal: Seal, log: CaseLog, arrived: EventStore, clock: Clock, keys: TravellingKeys) -> None:
        self._me, self._seal, self._log, self._clock, self._keys = seal.me, seal, log, clock, keys
        self._streams = CaseStreams(arrived, seal)
        self._cases: OrderedDict[UUID, _Case] = OrderedDict()
        log.vault.held_by(self)

    def forget(self, case: UUID) -> None:
        """Load this case whole the next time."""
        self._cases.pop(case, None)

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """The event as it came, with what waited for it; and at the receiving ZVH, once nothing more of the case waits here,
        that it has all. A long history goes in parts: all but the last here, so that to do it again adds nothing.

        Raises `BrokenCaseStream` (then nothing after it is taken in either), `UnreadableEvent`, `SecrecyError`, `EventStoreError`.
        """
        came = self._seal.open(message)
        message = came.message
        arrived = await self._streams.at(message)
        recorded = read_closed(message.data, message.seq)  # until its place is known, nothing personal is looked at
        if recorded.case != arrived.case:
            raise BrokenCaseStream(f"{arrived} hoort bij een andere casus.")
        case = await self._case(arrived.case)
        if case.here.state.standing.phase is Phase.DESTROYED:
            return ()
        believed(arrived, case.here)
        if subjects.is_identity(message.subject):
            if not is_new_step(arrived, recorded, case.here, self._me):
                return ()
            await self._readable(arrived, [came], [came])
            if arrived.move in case.here.released and ends(recorded, arrived.move):
                await self._keys.renew(arrived.case)
            return guarded([_imported(recorded, message.data)], case.history.guard)
        fresh = await self._fresh(came, arrived, recorded, case.here)
        if not fresh:
            return ()
        if any(isinstance(event.event, NEVER_TRAVELS) for event, _ in fresh):
            raise BrokenCaseStream(
                f"{arrived} kan niet worden opgenomen: vernietigen doet een ZVH alleen zelf (WGS-1.8-7)."
            )
        if any(ends(event, arrived.move) for event, _ in fresh):
            await self._keys.renew(arrived.case)  # before it is known here that the move is over
        confirmation = receipt(arrived, case.here.then(*(event for event, _ in fresh)), self._me, self._clock.now())
        imported = [_imported(event, body) for event, body in fresh]
        while len(imported) > BATCH:
            await self._log.store.append(guarded(imported[:BATCH], case.history.guard))
            case, imported = await self._case(arrived.case), imported[BATCH:]
        if withdrawn_by_transfer(recorded):
            confirmation = None  # the transfer comes with it: the sender waits for no receipt any more
        own = [confirmation] if confirmation and not await self._streams.more(message) else []
        return [
            *guarded(imported, case.history.guard),
            *await self._log.messages(case.history, own, causation=recorded.id),
        ]

    async def _fresh(
        self, came: Came, arrived: Arrived, recorded: Recorded[DomainEvent], here: Here
    ) -> list[tuple[Recorded[DomainEvent], bytes]]:
        """What is to be recorded now, each with its bytes."""
        match place(arrived, recorded, here, self._me):
            case Place.WAITS:
                return []
            case Place.FOLLOWS:
                if not is_new(arrived, recorded, here, self._me):
                    return []
                await self._readable(arrived, [came], [came])
                return [(recorded, came.message.data)]
        until = await self._streams.until(came.message)
        stream = [(read_closed(c.message.data, c.message.seq), c) for c in until]
        fresh = {event.id for event in opened(arrived, [event for event, _ in stream], here, self._me)}
        await self._readable(arrived, until, [c for event, c in stream if event.id in fresh])
        return [(event, c.message.data) for event, c in stream if event.id in fresh]

    async def _readable(self, arrived: Arrived, came: Sequence[Came], fresh: Sequence[Came]) -> None:
        """Who sent these may: see that none of what is new came in clear, take over the keys that came with them, and see that all can
        be read. Raises `BrokenCaseStream`, `SecrecyError`, `UnreadableEvent`."""
        if not all(one.sealed for one in fresh):
            raise Unsealed(arrived)
        messages = [one.message for one in came]
        await self._keys.take(arrived, messages)
        await self._keys.check(arrived, messages)

    async def _case(self, case: UUID) -> _Case:
        known = self._cases.pop(case, None) or _Case(CaseHistory(case, ()))
        events = known.history.events
        messages = await self._log.store.load(subjects.case_events(case), events[-1].position if events else 0)
        fresh = await self._log.read_all(messages)
        if fresh:
            known = _Case(CaseHistory(case, (*events, *fresh)), known.here.then(*fresh))
        self._cases[case] = known
        if len(self._cases) > MOST:
            self._cases.popitem(last=False)
        return known


def _imported(event: Recorded[DomainEvent], body: bytes) -> NewMessage:
    return NewMessage(subjects.event(type(event.event), event.case), body, {"Content-Type": CONTENT_TYPE})
