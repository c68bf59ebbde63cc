"""What a due timer leads to is judged by the case as it is now (REV-1): too early, double and met timers do no harm."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import ReviewOverdue
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reactions import TRIES, Reactor
from levensloop.infra.messaging.timers import VirtualTimers, Wanted
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.vault import read_closed
from levensloop.plan.review import TIMER
from levensloop.plan.service import plan
from levensloop.plan.state import State
from support.messaging import at_node, log_given
from support.samples.plan import planned_case, review_held
from support.samples.signals import signal_raised
from support.samples.world import PLANNED_AT

LONG_AFTER = PLANNED_AT.astimezone(UTC) + timedelta(days=200)


def _at(node: Node, now: datetime, me: str | None = None) -> Reactor[State]:
    clock = VirtualClock(now)
    return Reactor(plan, node.log, me or node.me, node.organisations, clock, node.timers)


@pytest.fixture
async def planned(network: Network, case: UUID) -> UUID:
    async with at_node(network) as node:
        await log_given(node, case, *planned_case())
    return case


async def test_overdue(node: Node, planned: UUID) -> None:
    (message,) = await _at(node, LONG_AFTER).expire(planned, TIMER)
    assert isinstance(read_closed(message.data, 1).event, ReviewOverdue)


async def test_too_early(node: Node, planned: UUID) -> None:
    assert await _at(node, PLANNED_AT + timedelta(days=1)).expire(planned, TIMER) == ()


async def test_double(node: Node, planned: UUID) -> None:
    reactor = _at(node, LONG_AFTER)
    assert await reactor.fire(planned, TIMER)
    assert not await reactor.fire(planned, TIMER)


class Slow(Reactor[State]):
    """Each time it has judged a timer, somebody else writes to the case first."""

    def __init__(self, node: Node, *others: DomainEvent) -> None:
        super().__init__(plan, node.log, node.me, node.organisations, VirtualClock(LONG_AFTER), node.timers)
        self.node, self.others = node, list(others)

    async def expire(self, case: UUID, timer: str) -> Sequence[NewMessage]:
        judged = await super().expire(case, timer)
        if self.others:
            await log_given(self.node, case, self.others.pop())
        return judged


async def test_somebody_writes_meanwhile(node: Node, planned: UUID) -> None:
    assert await Slow(node, signal_raised(), signal_raised()).fire(planned, TIMER)
    assert not await _at(node, LONG_AFTER).fire(planned, TIMER)


async def test_somebody_never_stops_writing(node: Node, planned: UUID) -> None:
    with pytest.raises(Conflict):
        await Slow(node, *[signal_raised()] * TRIES).fire(planned, TIMER)


async def test_somebody_meets_it_meanwhile(node: Node, planned: UUID) -> None:
    held = review_held(LONG_AFTER - timedelta(days=1), (LONG_AFTER + timedelta(days=30)).date())
    assert not await Slow(node, held).fire(planned, TIMER)


async def test_timers_are_put_right_while_another_does(node: Node, planned: UUID) -> None:
    class Busy(VirtualTimers):
        async def keep(self, service: str, case: UUID, wanted: Wanted) -> None:
            if len(others):
                raise Conflict(others.pop(), 2)
            await super().keep(service, case, wanted)

    others, timers = [Guard("timer.at.>", 1)] * 2, Busy()
    reactor = Reactor(plan, node.log, node.me, node.organisations, VirtualClock(PLANNED_AT), timers)
    await reactor.keep_timers(planned)
    assert ("plan", planned, TIMER) in timers.running
    others += [Guard("timer.at.>", 1)] * TRIES
    with pytest.raises(Conflict):
        await reactor.keep_timers(planned)


async def test_met_meanwhile(node: Node, planned: UUID) -> None:
    held = review_held(LONG_AFTER - timedelta(days=1), (LONG_AFTER + timedelta(days=30)).date())
    await log_given(node, planned, held)
    assert await _at(node, LONG_AFTER).expire(planned, TIMER) == ()


async def test_not_of_a_case_that_another_directs(node: Node, planned: UUID) -> None:
    assert await _at(node, LONG_AFTER, "zvh-rotterdam").expire(planned, TIMER) == ()


async def test_not_a_timer_of_this_service(node: Node, planned: UUID) -> None:
    assert await _at(node, LONG_AFTER).expire(planned, "koffie") == ()
