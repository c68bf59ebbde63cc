"""WGS-2.29-2, WGS-2.29-3, WGS-1.7-1 on a real server: a letter that waits stays closed once consent, a condition or an objection stands in
its way, also at a node that copied it; what is about the client as of now comes again without it."""

from uuid import UUID

import pytest
from disclosure.disclosing import disclosed, logged
from disclosure.reading.asking import copied, names, reader, rules, sent, told

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.intake import Consent
from levensloop.contracts.vocabulary import Severity
from levensloop.disclosure.account import Outcome
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reading import Arrived, Opened, Received
from levensloop.infra.nodes.network import Network
from support.samples.disclosure import condition_set, consent, objected, picture
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, GEMEENTE, POLITIE, PROVIDER

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = (Category.HEALTH, Category.GUIDANCE)


async def happened(node: Node, case: UUID, *events: DomainEvent) -> None:
    for event in events:
        await logged(node, event, case=case)
        await disclosed(node)


async def opened(network: Network, node: Node, case: UUID, by: str) -> list[Opened]:
    async with reader(network, by) as recipient:
        return list(await recipient.open(await sent(node, case, by)))


def factors(found: list[Opened]) -> list[bool]:
    """Of each picture that was read, whether what protects is in it."""
    return [
        "protective_factors" in one.recorded.event.model_dump()
        for one in found
        if isinstance(one, Received) and type(one.recorded.event).__name__ == "SituationAssessed"
    ]


async def test_wgs_2_29_2_withdrawn_before_it_was_read_it_stays_closed_and_the_rest_comes_again(
    network: Network, node: Node
) -> None:
    case = await logged(node, *planned_case())
    await happened(node, case, consent(Consent.GIVEN), picture(), consent(Consent.WITHDRAWN))

    found = await opened(network, node, case, GEMEENTE)

    assert rules(found) == ["WGS-2.29-2"]
    assert factors(found) == [False], "the picture itself, by another ground"
    [unread] = await told(node, case, Outcome.UNREAD, GEMEENTE)
    assert unread.rule == "WGS-2.29-2"
    assert rules(await opened(network, node, case, CRISISDIENST)) == [], "good care needs no consent"


async def test_wgs_2_29_2_what_a_psychiatrist_wrote_waits_closed_for_the_police_once_consent_is_withdrawn(
    network: Network, node: Node
) -> None:
    """Of no category of special data: its supplier makes it care data."""
    low = signal_raised(by=CRISISDIENST).model_copy(update={"severity": Severity.LOW})
    case = await logged(node, *planned_case())
    await happened(node, case, consent(Consent.GIVEN), low, consent(Consent.WITHDRAWN))
    await happened(node, case, low.model_copy(update={"signal": 2}))

    found = await opened(network, node, case, POLITIE)

    assert "WGS-2.29-2" in rules(found)
    signals = [o.recorded.event for o in found if isinstance(o, Received) and "SignalRaised" in names([o])]
    assert [event.model_dump().keys() & {"signal", "kind", "severity", "text"} for event in signals] == [{"signal"}]
    [refused] = [r for r in await told(node, case, Outcome.REFUSED, POLITIE) if "signal-raised" in r.event_type]
    assert (refused.rule, refused.withheld) == ("WGS-2.29-2", ("kind", "severity", "text"))


async def test_wgs_2_29_2_what_was_read_was_read_and_does_not_come_again(network: Network, node: Node) -> None:
    case = await logged(node, *planned_case())
    await happened(node, case, consent(Consent.GIVEN), picture())
    assert factors(await opened(network, node, case, GEMEENTE)) == [True]

    await happened(node, case, consent(Consent.WITHDRAWN))

    assert len([r for r in await told(node, case, Outcome.DISCLOSED, GEMEENTE) if "situation" in r.event_type]) == 1


async def test_wgs_1_7_1_an_objection_closes_what_a_node_had_copied_already(network: Network, node: Node) -> None:
    case = await logged(node, *planned_case())
    await happened(node, case, signal_raised())
    mine = await sent(node, case, CRISISDIENST)
    bodies = await copied(network, CRISISDIENST, case, len(mine))

    await happened(node, case, objected(POLITIE, BOTH, CRISISDIENST))

    async with reader(network, CRISISDIENST) as crisisdienst:
        found = await crisisdienst.open([Arrived(body, case, node.me, at, at) for at, body in enumerate(bodies, 1)])
    assert rules(found) == ["WGS-1.7-1"]
    assert "SignalRaised" not in names(found)
    assert "PlanEstablished" in names(found), "what the police did not supply stays open"


async def test_wgs_2_29_3_a_condition_does_so_too_for_whom_it_may_not_go(network: Network, node: Node) -> None:
    case = await logged(node, *planned_case())
    await happened(node, case, signal_raised(), condition_set(POLITIE, BOTH, (CRISISDIENST,)))

    assert rules(await opened(network, node, case, CRISISDIENST)) == ["WGS-2.29-3"]
    assert "SignalRaised" in names(await opened(network, node, case, PROVIDER))
