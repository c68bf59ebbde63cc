"""The library's way in: `PERSISTENCE_MODULE=levensloop.infra.eventstore`."""

from __future__ import annotations

from typing import TypeVar

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    ProcessRecorder,
)
from eventsourcing.utils import Environment, EnvType, resolve_topic

from . import settings
from .datastore import Datastore
from .recorders import (
    JetStreamAggregateRecorder,
    JetStreamApplicationRecorder,
    JetStreamProcessRecorder,
    JetStreamTrackingRecorder,
)

T = TypeVar("T", JetStreamApplicationRecorder, JetStreamTrackingRecorder, JetStreamProcessRecorder)


class JetStreamFactory(InfrastructureFactory[JetStreamTrackingRecorder]):
    """Makes recorders for one application from its environment (docs/event-store.md lists the variables)."""

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        self.datastore = Datastore(settings.read(self.env))

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Of events, or of `purpose` snapshots, each in a stream of its own."""
        recorder = JetStreamAggregateRecorder(self.datastore, purpose)
        self._provide(recorder)
        return recorder

    def application_recorder(self) -> ApplicationRecorder:
        """The class that APPLICATION_RECORDER_TOPIC names, or ours."""
        chosen = self._chosen(self.APPLICATION_RECORDER_TOPIC, JetStreamApplicationRecorder)
        recorder = chosen(self.datastore)
        self._provide(recorder)
        return recorder

    def tracking_recorder(
        self, tracking_recorder_class: type[JetStreamTrackingRecorder] | None = None
    ) -> JetStreamTrackingRecorder:
        """The given class, or the one that TRACKING_RECORDER_TOPIC names, or ours."""
        chosen = tracking_recorder_class or self._chosen(self.TRACKING_RECORDER_TOPIC, JetStreamTrackingRecorder)
        recorder = chosen(self.datastore)
        self._provide(recorder)
        return recorder

    def process_recorder(self) -> ProcessRecorder:
        """The class that PROCESS_RECORDER_TOPIC names, or ours."""
        recorder = self._chosen(self.PROCESS_RECORDER_TOPIC, JetStreamProcessRecorder)(self.datastore)
        self._provide(recorder)
        return recorder

    def close(self) -> None:
        """Close the connection and end the background thread."""
        self.datastore.close()

    def _provide(self, recorder: JetStreamAggregateRecorder | JetStreamTrackingRecorder) -> None:
        if settings.may_create(self.env):
            recorder.create_stream()

    def _chosen(self, key: str, default: type[T]) -> type[T]:
        topic = self.env.get(key)
        chosen: type[T] = resolve_topic(topic) if topic else default
        if not issubclass(chosen, default):
            raise OSError(f"{key} is '{topic}', expected a subclass of {default.__name__}")
        return chosen
