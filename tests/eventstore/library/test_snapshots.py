"""Snapshots: a load that begins at one, and taking one of an older version afterwards."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import InfrastructureFactory, IntegrityError, StoredEvent

from levensloop.infra.eventstore.library.factory import JetStreamFactory


def _factory(env: dict[str, str]) -> JetStreamFactory:
    factory = InfrastructureFactory.construct(env)
    assert isinstance(factory, JetStreamFactory)
    return factory


def _event(id_: UUID | str, version: int, topic: str = "topic") -> StoredEvent:
    return StoredEvent(id_, version, topic, b"%d" % version)


class TestSnapshots:
    nats_env: dict[str, str]

    def test_tells_a_new_process_where_the_later_events_begin(self) -> None:
        first, second, id_ = _factory(self.nats_env), _factory(self.nats_env), uuid4()
        events = first.application_recorder()
        events.insert_events([_event(uuid4(), 1)])
        events.insert_events([_event(id_, version) for version in range(1, 101)])
        events.select_events(id_)
        first.aggregate_recorder("snapshots").insert_events([_event(id_, 90)])

        [snapshot] = second.aggregate_recorder("snapshots").select_events(id_, desc=True, limit=1)
        subject = second.datastore.names("events").aggregate(id_)
        assert second.datastore.memory.marks.get(subject) is None, "version 90 was not at hand when it was taken"

        first.application_recorder().select_events(id_, lte=90)
        first.aggregate_recorder("snapshots").insert_events([_event(id_, 100)])
        [snapshot] = second.aggregate_recorder("snapshots").select_events(id_, desc=True, limit=1)
        assert snapshot.originator_version == 100
        assert second.datastore.memory.seq_before(subject, 100) == 101

        first.application_recorder().insert_events([_event(id_, 101)])
        later = second.application_recorder().select_events(id_, gt=100)
        assert [event.originator_version for event in later] == [101]
        first.close()
        second.close()

    def test_of_an_older_version_can_be_taken_after_a_newer_one(self) -> None:
        factory, id_ = _factory(self.nats_env), uuid4()
        snapshots = factory.aggregate_recorder("snapshots")
        for version in (10, 20, 5, 15, 30, 25):
            snapshots.insert_events([_event(id_, version)])

        def versions(**which: int | bool | None) -> list[int]:
            return [event.originator_version for event in snapshots.select_events(id_, **which)]  # type: ignore[arg-type]

        assert versions() == [5, 10, 15, 20, 25, 30]
        assert versions(desc=True, limit=1) == [30]
        assert versions(desc=True, limit=1, lte=22) == [20]
        assert versions(desc=True, limit=1, lte=4) == []
        assert versions(desc=True, limit=1, gt=30) == []
        with pytest.raises(IntegrityError):
            snapshots.insert_events([_event(id_, 15)])
        factory.close()


class TestEvents:
    nats_env: dict[str, str]

    def test_cannot_be_put_into_the_past_of_an_aggregate(self) -> None:
        factory, id_ = _factory(self.nats_env), uuid4()
        events = factory.application_recorder()
        events.insert_events([_event(id_, 1), _event(id_, 3)])
        with pytest.raises(IntegrityError, match="al vastgelegd"):
            events.insert_events([_event(id_, 2)])
        factory.close()

    def test_another_process_that_knows_less_is_refused_and_one_that_knows_all_is_not(self) -> None:
        one, other, id_ = _factory(self.nats_env), _factory(self.nats_env), uuid4()
        ours, theirs = one.application_recorder(), other.application_recorder()
        ours.insert_events([_event(id_, 1)])
        theirs.insert_events([_event(id_, 2)])
        with pytest.raises(IntegrityError):
            ours.insert_events([_event(id_, 2)])
        assert ours.insert_events([_event(id_, 3)]) == [3], "what it remembered was old, its version was not taken"
        one.close()
        other.close()

    @pytest.mark.parametrize("id_", ["plain", "with.dots and spaces", "*", ">", "case=41", "zaak-é-哈", "a/b"])
    def test_text_ids_come_back_as_they_were(self, id_: str) -> None:
        factory = _factory({**self.nats_env, "ORIGINATOR_ID_TYPE": "text"})
        events = factory.application_recorder()
        events.insert_events([_event(id_, 1), _event("other", 1)])
        assert events.select_events(id_) == [_event(id_, 1)]
        assert [n.originator_id for n in events.select_notifications(None, 10)] == [id_, "other"]
        factory.close()
