"""TEA-2 for a partner with a node of its own: what it had read is its own, what it had only copied stays closed, the rest never arrives."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from disclosure.disclosing import account, disclosed, letters, logged, out
from disclosure.ending.fetching import of, withdrawn

from levensloop.contracts import subjects
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import Outcome
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.partner import Closed, Opened, Received, node_history
from levensloop.infra.nodes.network import Network
from support.samples.inclusion import partner_left
from support.samples.plan import label_withdrawn, planned_case, review_held
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

BEGIN = datetime.fromtimestamp(0, UTC)


async def copied(network: Network, node: Node, case: UUID) -> list[bytes]:
    """The letters of this case that its node has, once the last that waits for it is there."""
    mine = [m.data for m in await letters(node, case) if m.subject == subjects.out(CRISISDIENST, case)]
    nc = await network.connect(CRISISDIENST)
    inbox = EventStore(nc, subjects.inbox_stream(CRISISDIENST))
    try:

        async def there() -> bool:
            return [m.data for m in await inbox.load("out.>")][-1:] == mine[-1:]

        await eventually(there, "the last letter arrived")
        return [m.data for m in await inbox.load("out.>")]
    finally:
        await nc.close()


async def history(network: Network) -> list[Opened]:
    """What its own node has, read."""
    nc = await network.connect(CRISISDIENST)
    try:
        return [one async for one in node_history(nc, CRISISDIENST, HAAGLANDEN, BEGIN, follow=False)]
    finally:
        await nc.close()


async def test_tea_2_a_node_that_was_away_gets_only_that_its_organisation_left(network: Network, node: Node) -> None:
    """What it had copied and not read before stays closed."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    first = await copied(network, node, case)
    await network.stop(CRISISDIENST)
    await logged(node, *(review_held(NOW, NOW.date()) for _ in range(5)), case=case)
    await disclosed(node)
    assert of(await out(node, case), CRISISDIENST)[-5:] == ["ReviewHeld"] * 5

    left = partner_left(CRISISDIENST, Role.CRISISDIENST_GGZ)
    await logged(node, left, label_withdrawn(CRISISDIENST), case=case)
    await disclosed(node)
    await network.start(CRISISDIENST)
    await network.linked(CRISISDIENST)

    there = await copied(network, node, case)
    assert there[:-2] == first
    found = await history(network)
    assert [type(one.recorded.event).__name__ for one in found if isinstance(one, Received)] == [
        "PartnerLeft",
        "LabelWithdrawn",
    ]
    assert [one.refusal.rule for one in found if isinstance(one, Closed)] == ["TEA-2"] * len(first)
    taken_back = [record.event_type.split(".")[2] for record in await withdrawn(node, case, CRISISDIENST)]
    assert taken_back[-5:] == ["review-held"] * 5


async def test_tea_2_what_it_read_in_time_it_has_read(network: Network, node: Node) -> None:
    case = await logged(node, *planned_case())
    await disclosed(node)
    await copied(network, node, case)

    found = [one for one in await history(network) if isinstance(one, Received) and one.recorded.case == case]

    assert type(found[-1].recorded.event).__name__ == "LabelRequested"
    assert {one.sender for one in found} == {HAAGLANDEN}
    records = [r for _, r in await account(node, case) if r.outcome is Outcome.READ and r.to == CRISISDIENST]
    assert {record.because for record in records} == {one.letter for one in found}


async def test_a_node_whose_zvh_gives_no_answer_lists_what_it_cannot_open_yet(network: Network, node: Node) -> None:
    """Away: nobody at the ZVH answers. Nothing is lost, and it opens when the ZVH is back."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    await copied(network, node, case)
    await network.stop(HAAGLANDEN)
    try:
        waiting = [one for one in await history(network) if one_of(one, case)]
    finally:
        await network.start(HAAGLANDEN)

    assert all(isinstance(one, Closed) and one.waiting for one in waiting)
    assert len(waiting) >= 5

    async def opens() -> bool:
        found = [one for one in await history(network) if one_of(one, case)]
        return len(found) == len(waiting) and all(isinstance(one, Received) for one in found)

    await eventually(opens, "the ZVH is back, and all of it opens")


def one_of(one: Opened, case: UUID) -> bool:
    return (one.case if isinstance(one, Closed) else one.recorded.case) == case
