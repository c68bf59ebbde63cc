"""The library's own recorder cases, unmodified, on a real server; a fresh stream per test."""

from __future__ import annotations

from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.tests import persistence as cases

from levensloop.infra.eventstore.library.factory import JetStreamFactory
from levensloop.infra.eventstore.library.recorders import (
    JetStreamAggregateRecorder,
    JetStreamApplicationRecorder,
    JetStreamProcessRecorder,
    JetStreamTrackingRecorder,
)


class _Factory:
    nats_env: dict[str, str]

    def factory(self) -> JetStreamFactory:
        factory = InfrastructureFactory.construct(self.nats_env)
        assert isinstance(factory, JetStreamFactory)
        self.addCleanup(factory.close)  # type: ignore[attr-defined]
        return factory


class TestAggregateRecorder(_Factory, cases.AggregateRecorderTestCase):
    def create_recorder(self) -> JetStreamAggregateRecorder:
        recorder = self.factory().aggregate_recorder()
        assert isinstance(recorder, JetStreamAggregateRecorder)
        return recorder


class TestSnapshotRecorder(_Factory, cases.AggregateRecorderTestCase):
    def create_recorder(self) -> JetStreamAggregateRecorder:
        recorder = self.factory().aggregate_recorder(purpose="snapshots")
        assert isinstance(recorder, JetStreamAggregateRecorder)
        return recorder


class TestApplicationRecorder(_Factory, cases.ApplicationRecorderTestCase[JetStreamApplicationRecorder]):
    def create_recorder(self) -> JetStreamApplicationRecorder:
        recorder = self.factory().application_recorder()
        assert isinstance(recorder, JetStreamApplicationRecorder)
        return recorder

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestTrackingRecorder(_Factory, cases.TrackingRecorderTestCase):
    def create_recorder(self) -> JetStreamTrackingRecorder:
        return self.factory().tracking_recorder()


class TestProcessRecorder(_Factory, cases.ProcessRecorderTestCase):
    def create_recorder(self) -> JetStreamProcessRecorder:
        recorder = self.factory().process_recorder()
        assert isinstance(recorder, JetStreamProcessRecorder)
        return recorder


class TestProcessRecorderAsTrackingRecorder(_Factory, cases.TrackingRecorderTestCase):
    def create_recorder(self) -> JetStreamProcessRecorder:
        recorder = self.factory().process_recorder()
        assert isinstance(recorder, JetStreamProcessRecorder)
        return recorder


class TestProcessRecorderAsApplicationRecorder(_Factory, cases.ApplicationRecorderTestCase[JetStreamProcessRecorder]):
    def create_recorder(self) -> JetStreamProcessRecorder:
        recorder = self.factory().process_recorder()
        assert isinstance(recorder, JetStreamProcessRecorder)
        return recorder

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleaving(_Factory, cases.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> JetStreamApplicationRecorder:
        recorder = self.factory().application_recorder()
        assert isinstance(recorder, JetStreamApplicationRecorder)
        return recorder


class TestNonInterleavingInProcessRecorder(_Factory, cases.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> JetStreamProcessRecorder:
        recorder = self.factory().process_recorder()
        assert isinstance(recorder, JetStreamProcessRecorder)
        return recorder
