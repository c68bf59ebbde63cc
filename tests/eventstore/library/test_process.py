"""A process recorder's events and position are one: both or neither, and ids stay in order around positions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from eventsourcing.persistence import DataError, InfrastructureFactory, IntegrityError, StoredEvent, Tracking

from levensloop.infra.eventstore.library.recorders import JetStreamProcessRecorder


def _event(version: int = 1) -> StoredEvent:
    return StoredEvent(uuid4(), version, "topic", b"")


class TestProcess:
    nats_env: dict[str, str]

    @pytest.fixture(autouse=True)
    def _recorder(self, _library_env: None) -> None:
        self.factory = InfrastructureFactory.construct(self.nats_env)
        recorder = self.factory.process_recorder()
        assert isinstance(recorder, JetStreamProcessRecorder)
        self.recorder = recorder

    def test_ids_skip_the_positions_and_the_largest_is_of_an_event(self) -> None:
        assert self.recorder.insert_events([_event(), _event()], tracking=Tracking("up", 1)) == [1, 2]
        assert self.recorder.max_notification_id() == 2
        assert self.recorder.insert_events([_event()], tracking=Tracking("up", 2)) == [4]
        assert self.recorder.insert_events([], tracking=Tracking("up", 3)) == []
        assert [n.id for n in self.recorder.select_notifications(None, 10)] == [1, 2, 4]
        assert self.recorder.max_notification_id() == 4
        self.factory.close()

    def test_one_upstream_event_is_processed_once_however_many_try(self) -> None:
        """Exactly once: of many workers that handle the same upstream event, one records, with its events."""
        others = [InfrastructureFactory.construct(self.nats_env) for _ in range(4)]
        recorders = [other.process_recorder() for other in others]

        def handle(worker: int) -> int:
            recorded = 0
            for position in range(1, 21):
                try:
                    recorders[worker].insert_events([_event()], tracking=Tracking("up", position))
                except IntegrityError:
                    continue
                recorded += 1
            return recorded

        with ThreadPoolExecutor(4) as pool:
            recorded = sum(pool.map(handle, range(4)))

        events = self.recorder.select_notifications(None, 1000)
        assert recorded == len(events) <= 20
        assert self.recorder.max_tracking_id("up") == 20
        for factory in (self.factory, *others):
            factory.close()

    def test_a_taken_version_leaves_the_position_where_it_was(self) -> None:
        event = _event()
        self.recorder.insert_events([event], tracking=Tracking("up", 1))
        with pytest.raises(IntegrityError):
            self.recorder.insert_events([_event(), event], tracking=Tracking("up", 2))
        assert self.recorder.max_tracking_id("up") == 1
        assert self.recorder.max_notification_id() == 1
        self.factory.close()

    def test_a_thousand_events_and_a_position_are_too_many(self) -> None:
        with pytest.raises(DataError, match="1001 berichten"):
            self.recorder.insert_events([_event() for _ in range(1000)], tracking=Tracking("up", 1))
        assert self.recorder.max_tracking_id("up") is None
        self.factory.close()

    def test_stands_beside_a_tracking_recorder_of_the_same_application(self) -> None:
        tracking = self.factory.tracking_recorder()
        tracking.insert_tracking(Tracking("up", 7))
        self.recorder.insert_events([_event()], tracking=Tracking("up", 1))
        assert (tracking.max_tracking_id("up"), self.recorder.max_tracking_id("up")) == (7, 1)
        self.factory.close()
