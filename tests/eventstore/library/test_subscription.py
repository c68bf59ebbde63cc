"""A subscription ends when told, from any thread, and begins where told."""

from __future__ import annotations

from threading import Event, Thread
from uuid import uuid4

import pytest
from eventsourcing.persistence import InfrastructureFactory, StoredEvent

from support.waiting import PATIENCE


class TestSubscription:
    nats_env: dict[str, str]

    @pytest.mark.parametrize("recorded", [0, 3])
    def test_stop_from_another_thread_ends_the_waiting(self, recorded: int) -> None:
        factory = InfrastructureFactory.construct(self.nats_env)
        recorder = factory.application_recorder()
        for _ in range(recorded):
            recorder.insert_events([StoredEvent(uuid4(), 1, "t", b"")])
        got: list[int] = []
        caught_up = Event()
        subscription = recorder.subscribe(gt=0)

        def read() -> None:
            with subscription:
                if not recorded:
                    caught_up.set()
                for notification in subscription:
                    got.append(notification.id)
                    if len(got) == recorded:
                        caught_up.set()

        reader = Thread(target=read)
        reader.start()
        assert caught_up.wait(PATIENCE)
        subscription.stop()
        reader.join(PATIENCE)

        assert not reader.is_alive()
        assert got == list(range(1, recorded + 1))
        factory.close()

    def test_two_readers_at_different_places_do_not_touch_one_another(self) -> None:
        factory = InfrastructureFactory.construct(self.nats_env)
        recorder = factory.application_recorder()
        recorder.insert_events([StoredEvent(uuid4(), 1, f"t{n % 2}", b"") for n in range(10)])
        with recorder.subscribe() as all_of_them, recorder.subscribe(gt=4, topics=["t1"]) as some:
            assert [next(some).id for _ in range(3)] == [6, 8, 10]
            assert [next(all_of_them).id for _ in range(10)] == list(range(1, 11))
        factory.close()
