"""An event stored by an older program is read as the newer one knows it; its topic is no Python path."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import InfrastructureFactory, JSONTranscoder, Mapper
from eventsourcing.utils import clear_topic_cache, get_topic, register_topic

TOPIC = "nl.example.report-received"


class ReportReceived1(DomainEvent):
    TOPIC = TOPIC
    urgent: bool


class ReportReceived2(DomainEvent):
    TOPIC = TOPIC
    urgency: str

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["urgency"] = "high" if state.pop("urgent") else "low"


class TestUpcasting:
    nats_env: dict[str, str]

    def test_reads_version_one_as_version_two(self) -> None:
        factory = InfrastructureFactory.construct(self.nats_env)
        recorder = factory.application_recorder()
        mapper: Mapper[UUID] = factory.mapper(transcoder=JSONTranscoder())
        id_ = uuid4()
        old = object.__new__(ReportReceived1)
        old.__dict__.update(originator_id=id_, originator_version=1, urgent=True)
        recorder.insert_events([mapper.to_stored_event(old)])

        clear_topic_cache()
        register_topic(TOPIC, ReportReceived2)
        [stored] = recorder.select_events(id_)
        event = mapper.to_domain_event(stored)

        assert stored.topic == TOPIC == get_topic(ReportReceived2)
        assert isinstance(event, ReportReceived2)
        assert event.urgency == "high"
        factory.close()
