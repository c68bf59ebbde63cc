"""TEA-2 for a partner with a node of its own: what it had copied is its own, what it had not never arrives."""

import pytest
from disclosure.disclosing import disclosed, logged, out
from disclosure.ending.fetching import of, withdrawn

from levensloop.contracts import subjects
from levensloop.contracts.roles import Role
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.samples.inclusion import partner_left
from support.samples.plan import label_withdrawn, planned_case, review_held
from support.samples.world import CRISISDIENST, NOW
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def copied(network: Network, until: str) -> list[str]:
    """What its node has, once the last of it is there."""
    nc = await network.connect(CRISISDIENST)
    inbox = EventStore(nc, subjects.inbox_stream(CRISISDIENST))
    try:

        async def there() -> bool:
            return of(await inbox.load("out.>"), CRISISDIENST)[-1:] == [until]

        await eventually(there, f"{until} arrived")
        return of(await inbox.load("out.>"), CRISISDIENST)
    finally:
        await nc.close()


async def test_tea_2_a_node_that_was_away_gets_only_that_its_organisation_left(network: Network, node: Node) -> None:
    case = await logged(node, *planned_case())
    await disclosed(node)
    first = await copied(network, until="LabelRequested")
    await network.stop(CRISISDIENST)
    await logged(node, *(review_held(NOW, NOW.date()) for _ in range(5)), case=case)
    await disclosed(node)
    assert of(await out(node, case), CRISISDIENST)[-5:] == ["ReviewHeld"] * 5

    left = partner_left(CRISISDIENST, Role.CRISISDIENST_GGZ)
    await logged(node, left, label_withdrawn(CRISISDIENST), case=case)
    await disclosed(node)
    await network.start(CRISISDIENST)

    assert await copied(network, until="LabelWithdrawn") == [*first, "PartnerLeft", "LabelWithdrawn"]
    taken_back = [record.event_type.split(".")[2] for record in await withdrawn(node, case, CRISISDIENST)]
    assert taken_back[-5:] == ["review-held"] * 5
