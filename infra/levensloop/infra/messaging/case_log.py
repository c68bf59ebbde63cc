"""A ZVH's log, seen as cases: load one, record events on one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.envelope import CONTENT_TYPE, MAX_BYTES, CloudEvent
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.recorded import Recorded, read
from levensloop.infra.eventstore.errors import MessageTooLarge
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.tracing import current_traceparent


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """A case as it stands in the log: its events in order, and the guard for who wants to add to it."""

    case: CaseId
    events: tuple[Recorded[DomainEvent], ...]

    @property
    def guard(self) -> Guard:
        """Holds as long as nobody else recorded anything on this case, in any service."""
        return Guard(subjects.case_events(self.case), self.events[-1].position if self.events else 0)


class CaseLog:
    """The operational log of the ZVH whose CloudEvents `source` is given."""

    def __init__(self, store: EventStore, source: str, clock: Clock) -> None:
        self.store = store
        self.source = source
        self._clock = clock

    async def load(self, case: CaseId) -> CaseHistory:
        """All events of the case, in the order of the log. Raises `UnreadableEvent`, `EventStoreError`."""
        messages = await self.store.load(subjects.case_events(case))
        return CaseHistory(case, tuple(read(message.data, message.seq) for message in messages))

    def messages(
        self,
        history: CaseHistory,
        events: Sequence[DomainEvent],
        command: UUID | None = None,
        causation: UUID | None = None,
    ) -> list[NewMessage]:
        """The events as messages for one append, guarded on the whole case. Raises `MessageTooLarge` past 64 KB."""
        messages = [self._message(history.case, event, command, causation) for event in events]
        return guarded(messages, history.guard)

    def _message(self, case: CaseId, event: DomainEvent, command: UUID | None, causation: UUID | None) -> NewMessage:
        envelope = CloudEvent(
            id=uuid4(),
            source=self.source,
            type=event.wire_name(),
            subject=case,
            time=self._clock.now(),
            commandid=command,
            causationid=causation,
            traceparent=current_traceparent(),
            data=event.model_dump(mode="json"),
        )
        body = envelope.to_bytes()
        if len(body) > MAX_BYTES:
            raise MessageTooLarge(self.store.stream, len(body), MAX_BYTES)
        return NewMessage(subjects.event(type(event), case), body, {"Content-Type": CONTENT_TYPE})


def guarded(messages: Sequence[NewMessage], guard: Guard) -> list[NewMessage]:
    """The messages with the guard on the first: it holds for the whole batch."""
    return [
        NewMessage(message.subject, message.data, message.headers, guard) if index == 0 else message
        for index, message in enumerate(messages)
    ]
