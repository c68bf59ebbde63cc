"""The library's four recorders. Each is a thin synchronous face: one hop to the loop per call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    Notification,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    Tracking,
    TrackingRecorder,
)

from levensloop.infra.eventstore.messages import NewMessage

from .aggregate_log import AggregateLog
from .datastore import Datastore
from .failures import translated
from .notifications import max_notification_id, select_notifications
from .position_log import PositionLog
from .subscription import JetStreamSubscription


class JetStreamAggregateRecorder(AggregateRecorder):
    """Events (or, by `purpose`, snapshots) of aggregates."""

    def __init__(self, datastore: Datastore, purpose: str = "events") -> None:
        self.datastore = datastore
        self.names = datastore.names(purpose)

    def create_stream(self) -> None:
        """Make the stream when there is none."""
        self.datastore.create_stream(self.names)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Record all or none; IntegrityError when an id and version are taken. At most 1,000 at once."""
        with translated():
            self.datastore.bridge.run(self._aggregates().insert(stored_events))
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Events of one aggregate with `gt` < version <= `lte`, by version."""
        with translated():
            return self.datastore.bridge.run(self._aggregates().select(originator_id, gt, lte, desc, limit))

    def _aggregates(self) -> AggregateLog:
        datastore = self.datastore
        return AggregateLog(datastore.store(self.names), self.names, datastore.memory, datastore.settings.id_type)


class JetStreamApplicationRecorder(JetStreamAggregateRecorder, ApplicationRecorder):
    """Events of aggregates, and all of them in one sequence: the stream's own."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Record all or none; returns their notification ids."""
        with translated():
            appended = self.datastore.bridge.run(self._aggregates().insert(stored_events))
        return [] if appended is None else list(range(appended.first, appended.last + 1))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Notifications from `start` up to and including `stop`, at most `limit`, of `topics` only when given."""
        after = 0 if start is None else start - 1 if inclusive_of_start else start
        store, id_type = self.datastore.store(self.names), self.datastore.settings.id_type
        work = select_notifications(store, self.names, id_type, max(after, 0), limit, stop, topics)
        with translated():
            return self.datastore.bridge.run(work)

    def max_notification_id(self) -> int | None:
        """The id of the last event, None when there is none."""
        with translated():
            return self.datastore.bridge.run(max_notification_id(self.datastore.store(self.names), self.names))

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Notifications with an id above `gt`, recorded ones first, then those that come."""
        return JetStreamSubscription(self, gt, topics)


class JetStreamTrackingRecorder(TrackingRecorder):
    """Positions in the notifications of upstream applications, in a stream of their own."""

    def __init__(self, datastore: Datastore, purpose: str = "tracking") -> None:
        self.datastore = datastore
        self.names = datastore.names(purpose)

    def create_stream(self) -> None:
        """Make the stream when there is none."""
        self.datastore.create_stream(self.names)

    def insert_tracking(self, tracking: Tracking) -> None:
        """Record a position; IntegrityError when it, or a later one, is recorded already."""
        with translated():
            self.datastore.bridge.run(self._positions().insert(tracking))

    def max_tracking_id(self, application_name: str) -> int | None:
        """The position recorded last for this upstream, None when there is none."""
        with translated():
            return self.datastore.bridge.run(self._positions().reached(application_name))

    def _positions(self) -> PositionLog:
        return PositionLog(self.datastore.store(self.names), self.names, self.datastore.memory)


class JetStreamProcessRecorder(JetStreamTrackingRecorder, JetStreamApplicationRecorder, ProcessRecorder):
    """Events and the position they follow from: one atomic batch in one stream.

    The position is the last message of the batch, on a subject of its own under its own guard. It takes a stream
    sequence, so notification ids, being stream sequences, skip it: they rise, are never reused and never appear late,
    but have gaps where positions stand. Counting events instead would need every writer to guard one shared counter,
    and two processes working on different aggregates would refuse one another. The library asks for rising ids only
    (its PostgreSQL module leaves gaps too, at each rollback).
    """

    def __init__(self, datastore: Datastore, purpose: str = "events") -> None:
        JetStreamTrackingRecorder.__init__(self, datastore, purpose)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Record all `stored_events` and the keyword argument `tracking`, or nothing; returns notification ids."""
        tracking: Tracking | None = kwargs.get("tracking")
        if tracking is None:
            return JetStreamApplicationRecorder.insert_events(self, stored_events, **kwargs)
        with translated():
            work = self._insert(self._aggregates(), self._positions(), stored_events, tracking)
            first = self.datastore.bridge.run(work)
        return list(range(first, first + len(stored_events)))

    @staticmethod
    async def _insert(
        aggregates: AggregateLog, positions: PositionLog, stored_events: Sequence[StoredEvent], tracking: Tracking
    ) -> int:
        async def beside(afresh: bool) -> list[NewMessage]:
            return [await positions.message(tracking, afresh)]

        appended = await aggregates.insert(stored_events, beside)
        assert appended is not None
        positions.recorded(tracking, appended.last)
        return appended.first
