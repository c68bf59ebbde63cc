"""EXT-3, MOV-7 on a real server: when a case ends or moves away, nobody gets anything any more but what tells that."""

from typing import Any
from uuid import UUID

import pytest
from disclosure.disclosing import decided, disclosed, logged, out
from disclosure.ending.fetching import confirmed, fetched, of, withdrawn
from disclosure.passing import kinds, passed_on
from disclosure.passing import logged as in_a_log

from levensloop.contracts.event import DomainEvent
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.samples.handover import HANDED_OVER_AT
from support.samples.inclusion import (
    SAMPLE_TEAM,
    client_died,
    client_excluded,
    direction_transferred,
    joined,
    move_announced,
)
from support.samples.plan import label_withdrawn, planned_case, review_held
from support.samples.signals import bed_requested, signal_raised
from support.samples.world import LCBB, NOW, OM, POLITIE, PROVIDER, RECLASSERING, WOONPARTNER

TEAM = [invited.organisation for invited in SAMPLE_TEAM]
LABELS = tuple(label_withdrawn(partner) for partner in TEAM)


async def ended(node: Node, *end: DomainEvent, before: tuple[DomainEvent, ...] = ()) -> UUID:
    """A case of which everything was disclosed and nobody fetched anything, and then its end."""
    for partner in TEAM:
        await confirmed(node, partner)
    case = await logged(node, *planned_case(), signal_raised(), bed_requested(), *before)
    await disclosed(node)
    await decided(node, case, *end)
    await disclosed(node)
    return case


@pytest.mark.asyncio(loop_scope="module")
async def test_ext_3_at_exit_what_waits_is_taken_back_from_everybody(network: Network, node: Node) -> None:
    case = await ended(node, client_excluded())
    await logged(node, *LABELS, case=case)
    await disclosed(node)

    ready = await out(node, case)

    assert {o: of(ready, o) for o in TEAM} == {
        o: [*(["ClientExcluded"] if o in (PROVIDER, "gemeente-den-haag") else []), "LabelWithdrawn"] for o in TEAM
    }
    assert of(ready, LCBB) == [], "not a member, and no right any more"
    assert await fetched(network, node, RECLASSERING) == ["LabelWithdrawn"]
    assert {record.to for record in await withdrawn(node, case)} == {*TEAM, LCBB}


@pytest.mark.asyncio(loop_scope="module")
async def test_ext_3_a_client_who_died(network: Network, node: Node) -> None:
    await ended(node, client_died())

    assert await fetched(network, node, WOONPARTNER) == ["ClientDied"]


@pytest.mark.asyncio(loop_scope="module")
async def test_mov_7_the_old_region_gets_that_the_case_moved_and_that_the_label_goes(
    network: Network, node: Node
) -> None:
    moved = (*LABELS, direction_transferred(HANDED_OVER_AT))
    case = await ended(node, *moved, before=(move_announced(NOW),))

    assert {organisation: of(await out(node, case), organisation) for organisation in TEAM} == {
        organisation: ["LabelWithdrawn", "DirectionTransferred"] for organisation in TEAM
    }
    assert await fetched(network, node, WOONPARTNER) == ["LabelWithdrawn", "DirectionTransferred"]


@pytest.mark.parametrize("end", [(client_died(),), (client_excluded(),), (direction_transferred(NOW),)])
@pytest.mark.parametrize("later", [signal_raised(), review_held(NOW, NOW.date()), bed_requested(), joined(OM, NOW)])
def test_ext_3_after_the_end_nothing_new_goes_to_anybody(end: Any, later: DomainEvent) -> None:
    """No command leads to these any more; were one to, it would go nowhere."""
    before = (*planned_case(), move_announced(NOW), *end)

    until, received = passed_on(in_a_log(*before)), passed_on(in_a_log(*before, later))

    assert {to: kinds(found) for to, found in received.items()} == {to: kinds(found) for to, found in until.items()}


@pytest.mark.parametrize("end", [client_died(), client_excluded()])
def test_ext_3_but_the_label_is_withdrawn_at_its_own_partner(end: DomainEvent) -> None:
    received = passed_on(in_a_log(*planned_case(), end, label_withdrawn(POLITIE)))

    assert kinds(received[POLITIE])[-1] == "LabelWithdrawn"
    assert "LabelWithdrawn" not in kinds(received[RECLASSERING])
