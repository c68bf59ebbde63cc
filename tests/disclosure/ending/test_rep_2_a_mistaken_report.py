"""REP-2 on a real server: that a report was about the wrong person, everyone who received anything of it is told, and nobody else."""

from uuid import UUID

import pytest
from disclosure.disclosing import account, disclosed, logged, out
from disclosure.ending.fetching import confirmed, fetched, of, withdrawn

from levensloop.contracts.disclosure import Grant
from levensloop.contracts.envelope import source_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.samples.inclusion import (
    client_excluded,
    direction_transferred,
    move_announced,
    partner_left,
    report_retracted,
    reported_case,
)
from support.samples.plan import label_withdrawn, planned_case
from support.samples.signals import bed_requested
from support.samples.world import (
    GEMEENTE,
    LCBB,
    NOW,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    ROTTERDAM,
    WOONPARTNER,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLIENTS = (POLITIE, GEMEENTE, PROVIDER, RECLASSERING, WOONPARTNER, LCBB)
TOLD = "ReportRetracted"


async def of_everybody(network: Network, node: Node, *events: DomainEvent) -> UUID:
    """A case of which everybody fetched all that was for it."""
    for organisation in CLIENTS:
        await confirmed(node, organisation)
    case = await logged(node, *events)
    await disclosed(node)
    for organisation in CLIENTS:
        await fetched(network, node, organisation)
    return case


async def retracted(node: Node, case: UUID) -> dict[str, list[str]]:
    """Who finds what, once the report is retracted."""
    await logged(node, report_retracted(), case=case)
    await disclosed(node)
    ready = await out(node, case)
    return {organisation: of(ready, organisation) for organisation in (*CLIENTS, OM, OTHER_WOONPARTNER)}


async def test_rep_2_before_the_inclusion_the_reporter(network: Network, node: Node) -> None:
    case = await of_everybody(network, node, *reported_case())

    found = await retracted(node, case)

    assert {organisation for organisation, names in found.items() if TOLD in names} == {POLITIE}


async def test_rep_2_the_team_who_left_it_and_who_mediates_beds(network: Network, node: Node) -> None:
    left = partner_left(WOONPARTNER, Role.WOONPARTNER)
    case = await of_everybody(network, node, *planned_case(), bed_requested(), left)

    found = await retracted(node, case)

    assert {organisation for organisation, names in found.items() if TOLD in names} == set(CLIENTS)
    assert found[OM] == found[OTHER_WOONPARTNER] == [], "who never had anything hears nothing"
    grants = {r.to: r.grant for _, r in await account(node, case) if r.event_type.split(".")[2] == "report-retracted"}
    assert (grants[POLITIE], grants[WOONPARTNER], grants[LCBB]) == (Grant.REPORTER, Grant.RECEIVED, Grant.RECEIVED)


async def test_rep_2_who_had_fetched_nothing_finds_only_that(network: Network, node: Node) -> None:
    """That nothing was confirmed does not say that nothing was read."""
    await confirmed(node, RECLASSERING)
    case = await logged(node, *planned_case())
    await disclosed(node)

    found = await retracted(node, case)

    assert found[RECLASSERING] == [TOLD]
    assert len(await withdrawn(node, case, RECLASSERING)) > 1


async def test_rep_2_also_when_the_case_had_ended(network: Network, node: Node) -> None:
    case = await of_everybody(
        network, node, *planned_case(), client_excluded(), label_withdrawn(RECLASSERING), label_withdrawn(WOONPARTNER)
    )

    found = await retracted(node, case)

    assert all(names[-1] == TOLD for organisation, names in found.items() if organisation in CLIENTS[:5])


async def test_rep_2_several_services_tell_once(network: Network, node: Node) -> None:
    case = await of_everybody(network, node, *planned_case())
    await logged(node, report_retracted(), case=case)
    await disclosed(node, runners=3)

    ready = await out(node, case)

    assert [of(ready, organisation).count(TOLD) for organisation in CLIENTS[:5]] == [1] * 5


async def test_rep_2_the_old_region_is_told_by_its_own_zvh(network: Network, node: Node) -> None:
    """What the new ZVH retracts, arrives here as an event of that ZVH."""
    moved = (move_announced(NOW), direction_transferred(NOW))
    case = await of_everybody(network, node, *planned_case(), *moved)
    elsewhere = CaseLog(node.log.store, source_of("00000009920000000000", ROTTERDAM), node.clock, node.vault)
    await node.log.store.append(await elsewhere.messages(await elsewhere.load(case), [report_retracted()]))
    await disclosed(node)

    ready = await out(node, case)

    assert {organisation for organisation in CLIENTS[:5] if TOLD in of(ready, organisation)} == set(CLIENTS[:5])
