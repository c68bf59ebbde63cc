"""What monitor does by itself: figures that were asked for are made and delivered, a released bottleneck is reported."""

from collections.abc import Sequence
from uuid import uuid4

from levensloop.contracts import subjects
from levensloop.contracts.calendar import AMSTERDAM, day_of
from levensloop.contracts.decision import system
from levensloop.contracts.events.monitor import BottleneckReported, FiguresRequested
from levensloop.contracts.events.signals import BottleneckReleased
from levensloop.contracts.monitoring import half_year_of
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.case_log import CaseHistory
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.tracing import untraced
from levensloop.monitor.ledger import Reader
from levensloop.monitor.report import figures_delivered


def monitor_policies(node: Node) -> tuple[Policy, ...]:
    """Both from the log to the log."""
    log = node.log.store

    def policy(name: str, service: str, handler: "_Figures | _Bottlenecks") -> Policy:
        position = subjects.position("log", f"monitor-{name}")
        return Policy("monitor", name, log, (subjects.service_events(service),), log, position, handler.handle)

    return policy("figures", "monitor", _Figures(node)), policy("bottlenecks", "signals", _Bottlenecks(node))


class _Figures:
    """MON-1: counted up to the request and no further, so that who counts again finds the same."""

    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log
        self._reader = Reader(self._log, node.me)

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Raises `UnreadableEvent`, `EventStoreError`."""
        recorded = await self._log.read(message)
        if not isinstance(recorded.event, FiguresRequested):
            return ()
        history = await self._log.load(recorded.case)
        ledger = await self._reader.until(message.seq)
        small = self._node.organisations[self._node.me].small_count
        event = figures_delivered(ledger, recorded.event.half_year, small, self._node.clock.now())
        return await self._log.messages(history, [event], causation=recorded.id)


class _Bottlenecks:
    """BTL-1: under a new random id, of a day and not of a moment, without cause or trace: nothing in it ties it to the case."""

    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """What another ZVH released, that ZVH reported. Raises `UnreadableEvent`, `EventStoreError`."""
        recorded = await self._log.read(message)
        released, me = recorded.event, self._node.me
        if not isinstance(released, BottleneckReleased) or recorded.source != me:
            return ()
        with untraced():
            return await self._log.messages(CaseHistory(uuid4(), ()), [bottleneck_reported(released, me)])


def bottleneck_reported(released: BottleneckReleased, me: str) -> BottleneckReported:
    """What leaves, of what was released: the day and not the moment, by nobody in particular."""
    midnight = released.at.astimezone(AMSTERDAM).replace(hour=0, minute=0, second=0, microsecond=0)
    return BottleneckReported(
        at=midnight,
        by=system(me),
        half_year=half_year_of(day_of(released.at)),
        category=released.category,
        name=released.name,
        text=released.text,
    )
