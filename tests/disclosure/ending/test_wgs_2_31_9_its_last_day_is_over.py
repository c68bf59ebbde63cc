"""WGS-2.31-9: from the day after its last a third party reads, pulls and receives nothing more, also while no timer went off yet."""

from datetime import date, timedelta

import pytest
from disclosure.disclosing import disclosed, letters, logged
from disclosure.passing import logged as as_logged
from disclosure.passing import passed_on
from disclosure.reading.asking import reader, rules, sent, told
from disclosure.withholding.giving import WORLD, judged
from disclosure.withholding.giving import rules as withheld

from levensloop.contracts.calendar import end_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.events.third_parties import ThirdPartyAdmissionExpired
from levensloop.contracts.refusal import Refusal
from levensloop.disclosure.account import Outcome
from levensloop.disclosure.rights import now, right
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.pulling import pull
from levensloop.infra.nodes.network import Network
from support.kept import record_of
from support.samples.housing import profile_recorded
from support.samples.inclusion import client_died
from support.samples.plan import planned_case, review_held
from support.samples.third_parties import LAST_DAY
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW, WOONPARTNER

DAY_AFTER = LAST_DAY + timedelta(days=1)


def why_closed(to: str, day: date) -> dict[str, str | None]:
    """Name of each event of a planned case that went to it → why it may not be read on this day."""
    history = as_logged(*planned_case())
    situation = now(history, HAAGLANDEN, day)
    found = {
        d.recorded.event: right(d.recorded, record_of(d, HAAGLANDEN, WORLD), situation, WORLD, HAAGLANDEN)
        for d in passed_on(history)[to]
    }
    return {type(event).__name__: refusal.rule if refusal else None for event, refusal in found.items()}


def test_wgs_2_31_9_on_the_last_day_all_is_still_read() -> None:
    assert set(why_closed(WOONPARTNER, LAST_DAY).values()) == {None}


def test_wgs_2_31_9_on_the_day_after_it_nothing_is_read() -> None:
    found = why_closed(WOONPARTNER, DAY_AFTER)

    assert set(found.values()) == {"WGS-2.31-9"}
    assert len(found) > 3


def test_wgs_2_31_9_participants_read_on() -> None:
    assert set(why_closed(CRISISDIENST, DAY_AFTER).values()) == {None}


@pytest.mark.parametrize("event", [review_held(NOW, NOW.date()), profile_recorded(), client_died()])
def test_wgs_2_31_9_nothing_new_goes_whatever_category_it_has(event: DomainEvent) -> None:
    *earlier, last = as_logged(*planned_case(), event)

    found = judged(last, earlier, DAY_AFTER)[WOONPARTNER]

    assert found.judged.nothing
    assert {rule for _, rule, _ in withheld(found)} >= {"WGS-2.31-9"}
    assert not judged(last, earlier, LAST_DAY)[WOONPARTNER].judged.nothing


def test_wgs_2_31_9_that_its_part_ended_it_may_hear() -> None:
    history = planned_case()
    ended = ThirdPartyAdmissionExpired(
        at=end_of(LAST_DAY), by=history[-1].by, admission=1, organisation=WOONPARTNER, until=LAST_DAY
    )
    *earlier, last = as_logged(*history, ended)

    assert not judged(last, earlier, DAY_AFTER)[WOONPARTNER].judged.nothing


@pytest.mark.asyncio(loop_scope="module")
async def test_wgs_2_31_9_no_key_no_pull_and_no_new_letter_while_no_timer_went_off(
    network: Network, node: Node
) -> None:
    """WGS-2.31-9, ALW-3: on a real server; each refusal has its record."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    plan = next(r.id for r in (await node.log.load(case)).events if isinstance(r.event, PlanEstablished))
    waiting = await sent(node, case, WOONPARTNER)
    assert isinstance(node.clock, VirtualClock)
    node.clock.advance(end_of(LAST_DAY))

    async with reader(network, WOONPARTNER) as third:
        opened = await third.open(waiting)
    nc = await network.connect(WOONPARTNER)
    try:
        pulled = await pull(nc, HAAGLANDEN, WOONPARTNER, case, plan)
    finally:
        await nc.close()
    before = [message.seq for message in await letters(node, case) if f".{WOONPARTNER}." in message.subject]
    await logged(node, profile_recorded(), review_held(NOW, NOW.date()), case=case)
    await disclosed(node)

    assert set(rules(opened)) == {"WGS-2.31-9"}
    assert len(opened) == len(waiting) > 3
    assert isinstance(pulled, Refusal)
    assert pulled.rule == "WGS-2.31-9"
    assert [m.seq for m in await letters(node, case) if f".{WOONPARTNER}." in m.subject] == before
    assert len(await told(node, case, Outcome.UNREAD, WOONPARTNER)) == len(waiting) + 1
    assert {r.rule for r in await told(node, case, Outcome.REFUSED, WOONPARTNER)} >= {"WGS-2.31-9"}
