"""The library's runner on both ends: a subscription upstream feeds a process recorder downstream."""

from __future__ import annotations

from uuid import UUID, uuid5

from eventsourcing.application import AggregateNotFoundError, Application, ProcessingEvent
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, DomainEventProtocol, event
from eventsourcing.projection import EventSourcedProjection, EventSourcedProjectionRunner

from support.waiting import PATIENCE

_COUNTER = uuid5(UUID(int=0), "counter")


class Counter(Aggregate):
    def __init__(self) -> None:
        self.count = 0

    @staticmethod
    def create_id() -> UUID:
        return _COUNTER

    @event("Counted")
    def increment(self) -> None:
        self.count += 1


class Counting(EventSourcedProjection[UUID]):
    @singledispatchmethod
    def policy(self, domain_event: DomainEventProtocol[UUID], processing_event: ProcessingEvent[UUID]) -> None:
        try:
            counter: Counter = self.repository.get(_COUNTER)
        except AggregateNotFoundError:
            counter = Counter()
        counter.increment()
        processing_event.collect_events(counter)


class TestProjection:
    nats_env: dict[str, str]

    def test_processes_every_event_once_and_goes_on_where_it_was(self) -> None:
        for round_ in (1, 2):
            with EventSourcedProjectionRunner(
                application_class=Application[UUID], projection_class=Counting, env=self.nats_env
            ) as runner:
                for _ in range(10):
                    recordings = runner.app.save(Aggregate())
                runner.wait(recordings[-1].notification.id, timeout=PATIENCE)
                counter: Counter = runner.projection.repository.get(_COUNTER)
                assert counter.count == 10 * round_
