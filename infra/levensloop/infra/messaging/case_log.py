"""A ZVH's log, seen as cases: load one, record events on one."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.answer import EventReference
from levensloop.contracts.envelope import CONTENT_TYPE, MAX_BYTES, CloudEvent
from levensloop.contracts.event import CaseId, DomainEvent, kebab
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.supplied import leaves
from levensloop.contracts.vouched import Vouched
from levensloop.infra.eventstore.errors import MessageTooLarge
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.tracing import current_traceparent, trace_header
from levensloop.infra.messaging.unopened import UNREADABLE, Unopened, unopened
from levensloop.infra.secrecy.errors import RepeatsDestroyed, Tampered
from levensloop.infra.secrecy.vault import Vault

RECENT = 500
"""Cases kept at hand, so that only what is new of them is loaded. Default."""


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """A case as it stands in the log: its events in order, and the guard for who wants to add to it."""

    case: CaseId
    events: tuple[Recorded[DomainEvent], ...]

    @property
    def position(self) -> int:
        """The place in the log of the last event; 0 when there is none."""
        return self.events[-1].position if self.events else 0

    @property
    def guard(self) -> Guard:
        """Holds as long as nobody else recorded anything on this case, in any service."""
        return Guard(subjects.case_events(self.case), self.position)


class CaseLog:
    """The operational log of the ZVH whose CloudEvents `source` is given. What is personal stands in it sealed; `vault` has the keys."""

    def __init__(self, store: EventStore, source: str, clock: Clock, vault: Vault) -> None:
        self.store = store
        self.source = source
        self.vault = vault
        self._clock = clock
        self._recent: OrderedDict[CaseId, CaseHistory] = OrderedDict()
        self._forgotten = 0
        vault.held_by(self)

    async def load(self, case: CaseId) -> CaseHistory:
        """All events of the case, in the order of the log, as any replica has them: the last may be missing.

        Raises `UnreadableEvent`, `SecrecyError`, `EventStoreError`.
        """
        known, forgotten = self._recent.get(case, CaseHistory(case, ())), self._forgotten
        fresh = await self.store.load(subjects.case_events(case), known.position)
        history = CaseHistory(case, left((*known.events, *await self.read_all(fresh))))
        if history.events and forgotten == self._forgotten:  # else it may have been read before it had to be forgotten
            self._recent[case] = history
            self._recent.move_to_end(case)
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        return history

    async def read(self, message: StoredMessage) -> Recorded[DomainEvent]:
        """What this message of the log says. Raises `UnreadableEvent`, `SecrecyError`, `EventStoreError`."""
        return (await self.read_all([message]))[0]

    async def read_all(self, messages: Sequence[StoredMessage]) -> list[Recorded[DomainEvent]]:
        """As `read`, of several; of one case they cost least together. `Tampered` also for one that stands where another belongs."""
        found = await self.vault.read(messages)
        for recorded, message in zip(found, messages, strict=True):
            if message.subject != subjects.event(type(recorded.event), recorded.case):
                raise Tampered(f"Gebeurtenis {recorded.id}")
        return found

    async def read_each(self, messages: Sequence[StoredMessage]) -> list[Recorded[DomainEvent] | Unopened]:
        """The same, in order; one that does not open is named in its place. Raises `MasterKeyProblem`, `EventStoreError`."""
        try:
            return [*await self.read_all(messages)]
        except UNREADABLE:
            return [await self._opened(message) for message in messages]

    async def _opened(self, message: StoredMessage) -> Recorded[DomainEvent] | Unopened:
        try:
            return await self.read(message)
        except UNREADABLE as error:
            return unopened(self.store.stream, message, error)

    async def what_opens(self, case: CaseId) -> tuple[tuple[Recorded[DomainEvent], ...], tuple[Unopened, ...]]:
        """The events of the case that open, in the order of the log, and what stands between them and does not. Raises as `read_each`."""
        found = await self.read_each(await self.store.load(subjects.case_events(case)))
        events = left(tuple(one for one in found if isinstance(one, Recorded)))
        begin = events[0].position if events and isinstance(events[0].event, CaseDestroyed) else 0
        return events, tuple(one for one in found if isinstance(one, Unopened) and one.position > begin)

    async def is_current(self, history: CaseHistory) -> bool:
        """Whether the leader has nothing newer. Where not, the case is loaded whole the next time."""
        last = await self.store.last(subjects.case_events(history.case))
        current = (last.seq if last else 0) == history.position
        if not current:
            self.forget(history.case)
        return current

    def forget(self, case: CaseId) -> None:
        """Load this case whole the next time: what is at hand was contradicted, or destroyed."""
        self._forgotten += 1
        self._recent.pop(case, None)

    async def record(
        self, history: CaseHistory, events: Sequence[DomainEvent], command: UUID, vouched: Vouched | None = None
    ) -> tuple[EventReference, ...]:
        """Record what a command led to, all or none; `vouched`: what the grant of who gave it vouches for. Raises `Conflict` when the case
        has moved on, `SecrecyError`, `EventStoreError`."""
        envelopes = [self._envelope(history.case, event, command, None, vouched) for event in events]
        messages = await self._sealed(history.case, events, envelopes)
        appended = await self.store.append(guarded(messages, history.guard))
        return tuple(
            EventReference(id=envelope.id, type=envelope.type, position=position)
            for position, envelope in enumerate(envelopes, appended.first)
        )

    async def messages(
        self,
        history: CaseHistory,
        events: Sequence[DomainEvent],
        command: UUID | None = None,
        causation: UUID | None = None,
    ) -> list[NewMessage]:
        """The events as messages for one append, guarded on the whole case. Raises `MessageTooLarge` past 64 KB, `SecrecyError`,
        `EventStoreError`."""
        envelopes = [self._envelope(history.case, event, command, causation) for event in events]
        return guarded(await self._sealed(history.case, events, envelopes), history.guard)

    def _envelope(
        self,
        case: CaseId,
        event: DomainEvent,
        command: UUID | None,
        causation: UUID | None,
        vouched: Vouched | None = None,
    ) -> CloudEvent:
        for leaf in leaves(event):
            if leaf.erased:
                raise RepeatsDestroyed(kebab(type(event).__name__), leaf.path)
        return CloudEvent(
            id=uuid4(),
            source=self.source,
            type=event.wire_name(),
            subject=case,
            time=self._clock.now(),
            commandid=command,
            causationid=causation,
            traceparent=current_traceparent(),
            vouched=None if event.by.person is None else vouched,  # not what the node itself did because of the command
            data=event.model_dump(mode="json"),
        )

    async def _sealed(
        self, case: CaseId, events: Sequence[DomainEvent], envelopes: Sequence[CloudEvent]
    ) -> list[NewMessage]:
        kinds = [type(event) for event in events]
        bodies = await self.vault.seal(case, list(zip(envelopes, kinds, strict=True)))
        return [self._message(subjects.event(kind, case), body) for kind, body in zip(kinds, bodies, strict=True)]

    def _message(self, subject: str, body: bytes) -> NewMessage:
        if len(body) > MAX_BYTES:
            raise MessageTooLarge(self.store.stream, len(body), MAX_BYTES)
        return NewMessage(subject, body, {"Content-Type": CONTENT_TYPE, **trace_header()})


def left(events: tuple[Recorded[DomainEvent], ...]) -> tuple[Recorded[DomainEvent], ...]:
    """What counts of these events of one case: nothing that was before its destruction, also while that still stands somewhere."""
    last = max((at for at, recorded in enumerate(events) if isinstance(recorded.event, CaseDestroyed)), default=0)
    return events[last:]


def guarded(messages: Sequence[NewMessage], guard: Guard) -> list[NewMessage]:
    """The messages with the guard on the first: it holds for the whole batch."""
    return [
        NewMessage(message.subject, message.data, message.headers, guard) if index == 0 else message
        for index, message in enumerate(messages)
    ]
