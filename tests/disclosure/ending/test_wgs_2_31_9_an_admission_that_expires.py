"""WGS-2.31-9, TEA-2 on a real server: the day on which an admission ends, delivery stops, also of what was already waiting."""

from uuid import UUID

import pytest
from disclosure.disclosing import disclosed, logged, out
from disclosure.ending.fetching import confirmed, fetched, of, withdrawn

from levensloop.contracts.calendar import end_of
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reactions import Reactor
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes.network import Network
from levensloop.plan.service import plan
from support.samples.plan import planned_case, review_held
from support.samples.third_parties import LAST_DAY
from support.samples.world import NOW, WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")

AFTER = VirtualClock(end_of(LAST_DAY))


async def waiting(node: Node) -> UUID:
    """A case of which everything was disclosed, and the housing partner fetched nothing."""
    await confirmed(node, WOONPARTNER)
    case = await logged(node, *planned_case())
    await disclosed(node)
    assert len(of(await out(node, case), WOONPARTNER)) > 2
    return case


async def the_day_is_over(node: Node, case: UUID) -> None:
    """The timer goes off, and who watches labels does what follows when somebody leaves."""
    timers = VirtualTimers()
    here = Reactor(inclusion, node.log, node.me, node.organisations, AFTER, timers)
    assert await here.fire(case, "admission-1")
    left = (await node.log.store.load(f"es.*.*.{case}"))[-1]
    labels = Reactor(plan, node.log, node.me, node.organisations, AFTER, timers)
    await node.log.store.append(list(await labels.on_event(left)))


async def test_wgs_2_31_9_what_was_waiting_is_taken_back(network: Network, node: Node) -> None:
    case = await waiting(node)
    ready = len(of(await out(node, case), WOONPARTNER))
    await the_day_is_over(node, case)
    await disclosed(node)

    assert await fetched(network, node, WOONPARTNER) == ["ThirdPartyAdmissionExpired", "PartnerLeft", "LabelWithdrawn"]
    assert len(await withdrawn(node, case)) >= ready, "each with its record"


async def test_wgs_2_31_9_nothing_new_goes_after_it(node: Node) -> None:
    case = await waiting(node)
    await the_day_is_over(node, case)
    await disclosed(node)
    before = of(await out(node, case), WOONPARTNER)
    await logged(node, review_held(NOW, NOW.date()), case=case)
    await disclosed(node)

    assert of(await out(node, case), WOONPARTNER) == before


async def test_wgs_2_31_9_before_its_last_day_is_over_the_timer_does_nothing(node: Node) -> None:
    case = await waiting(node)
    early = Reactor(inclusion, node.log, node.me, node.organisations, VirtualClock(NOW), VirtualTimers())

    assert list(await early.expire(case, "admission-1")) == []
