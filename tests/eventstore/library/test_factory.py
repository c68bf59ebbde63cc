"""The library's own factory case, unmodified, and what our environment variables do."""

from __future__ import annotations

import pytest
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    InterfaceError,
    ProcessRecorder,
    ProgrammingError,
    TrackingRecorder,
)
from eventsourcing.tests import persistence as cases
from eventsourcing.utils import Environment

from levensloop.infra.eventstore.library.factory import JetStreamFactory
from levensloop.infra.eventstore.library.recorders import (
    JetStreamAggregateRecorder,
    JetStreamApplicationRecorder,
    JetStreamProcessRecorder,
    JetStreamTrackingRecorder,
)


class OwnTrackingRecorder(JetStreamTrackingRecorder):
    """What an application may name in TRACKING_RECORDER_TOPIC."""


class TestFactory(cases.InfrastructureFactoryTestCase[JetStreamFactory]):
    nats_env: dict[str, str]

    def setUp(self) -> None:
        self.env = Environment("TestCase", self.nats_env)
        super().setUp()

    def expected_factory_class(self) -> type[JetStreamFactory]:
        return JetStreamFactory

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return JetStreamAggregateRecorder

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return JetStreamApplicationRecorder

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return JetStreamTrackingRecorder

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return OwnTrackingRecorder

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        return JetStreamProcessRecorder


class TestEnvironment:
    nats_env: dict[str, str]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"NATS_URL": ""},
            {"ORIGINATOR_ID_TYPE": "number"},
            {"NATS_REPLICAS": "2"},
            {"NATS_TIMEOUT": "soon"},
            {"NATS_CONNECT_TIMEOUT": "0"},
        ],
    )
    def test_says_which_variable_is_wrong(self, wrong: dict[str, str]) -> None:
        with pytest.raises(OSError, match=next(iter(wrong))):
            InfrastructureFactory.construct({**self.nats_env, **wrong})

    def test_no_server_is_an_interface_error(self) -> None:
        factory = InfrastructureFactory.construct(
            {**self.nats_env, "NATS_URL": "nats://127.0.0.1:1", "NATS_CONNECT_TIMEOUT": "0.5"}
        )
        with pytest.raises(InterfaceError, match="Controleer of de server draait"):
            factory.application_recorder()
        factory.close()

    def test_without_create_table_a_missing_stream_is_reported_not_made(self) -> None:
        factory = InfrastructureFactory.construct({**self.nats_env, "CREATE_TABLE": "no"})
        recorder = factory.application_recorder()
        with pytest.raises(ProgrammingError, match="bestaat niet"):
            recorder.max_notification_id()
        factory.close()

    def test_closing_twice_is_harmless_and_use_after_it_an_interface_error(self) -> None:
        factory = InfrastructureFactory.construct(self.nats_env)
        recorder = factory.application_recorder()
        factory.close()
        factory.close()
        with pytest.raises(InterfaceError):
            recorder.max_notification_id()
