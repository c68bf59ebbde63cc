"""Threads and the one loop behind them: whatever comes first or at once, nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic, sleep
from uuid import uuid4

from eventsourcing.persistence import InterfaceError, OperationalError, ProcessRecorder, StoredEvent, Tracking
from eventsourcing.utils import Environment

from levensloop.infra.eventstore.library.bridge import Bridge
from levensloop.infra.eventstore.library.factory import JetStreamFactory
from levensloop.infra.eventstore.library.subscription import JetStreamSubscription
from support.waiting import PATIENCE


@contextmanager
def busy(bridge: Bridge) -> Iterator[None]:
    """The loop does nothing else until the block ends."""
    begun, go_on = Event(), Event()

    async def block() -> None:
        begun.set()
        go_on.wait(PATIENCE)

    blocking = bridge.start(block())
    assert begun.wait(PATIENCE)
    try:
        yield
    finally:
        go_on.set()
        blocking.result(PATIENCE)


def until(holds: Callable[[], bool]) -> None:
    """Of what another thread does without telling."""
    deadline = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < deadline
        sleep(0.001)


def ends(thread: Thread) -> bool:
    thread.join(PATIENCE)
    return not thread.is_alive()


class TestThreads:
    nats_env: dict[str, str]

    def factory(self, **more: str) -> JetStreamFactory:
        return JetStreamFactory(Environment("", {**self.nats_env, **more}))

    def test_a_subscription_may_be_the_first_to_connect(self) -> None:
        before = self.factory()
        before.application_recorder().insert_events([StoredEvent(uuid4(), 1, "t", b"")])
        before.close()
        factory = self.factory(CREATE_TABLE="no")
        with factory.application_recorder().subscribe() as subscription:
            assert next(subscription).id == 1
        factory.close()

    def test_a_process_may_be_the_first_to_connect(self) -> None:
        before = self.factory()
        before.process_recorder()
        before.close()
        factory = self.factory(CREATE_TABLE="no")
        recorder: ProcessRecorder = factory.process_recorder()
        assert recorder.insert_events([StoredEvent(uuid4(), 1, "t", b"")], tracking=Tracking("up", 1)) == [1]
        factory.close()

    def test_stopping_and_closing_before_the_loop_has_heard_of_the_question(self) -> None:
        factory = self.factory()
        bridge = factory.datastore.bridge
        subscription = factory.application_recorder().subscribe()
        assert isinstance(subscription, JetStreamSubscription)
        reader = Thread(target=list, args=[subscription])
        closer = Thread(target=factory.close)
        with busy(bridge):
            reader.start()
            until(lambda: subscription._asked is not None)
            subscription.stop()
            closer.start()
            until(factory.datastore._lock.locked)
        assert ends(reader)
        assert ends(closer)

    def test_closing_answers_everyone_who_still_asks(self) -> None:
        factory = self.factory()
        recorder = factory.application_recorder()
        answered = Event()

        def ask() -> None:
            while True:
                recorder.max_notification_id()
                answered.set()

        with ThreadPoolExecutor(8) as pool:
            asking = [pool.submit(ask) for _ in range(8)]
            assert answered.wait(PATIENCE)
            factory.close()
            for one in asking:
                assert isinstance(one.exception(PATIENCE), InterfaceError | OperationalError)

    def test_nothing_waits_for_a_bridge_that_is_closed(self) -> None:
        async def never() -> None:
            raise AssertionError("it ran after all")

        bridge = Bridge()
        bridge.close()
        with ThreadPoolExecutor(1) as pool:
            assert isinstance(pool.submit(lambda: bridge.run(never())).exception(PATIENCE), InterfaceError)
