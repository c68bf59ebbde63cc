"""What who runs a node watches of its accountability log: how long ago it was signed, and what stands behind that."""

from datetime import timedelta

from levensloop.audit.grower import Grower
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.gauges import gauges
from levensloop.infra.messaging.node import Node
from support.log_at_work import directory_of, growing, write

AGE, UNSIGNED = "checkpoint_age_seconds", "unsigned_account_records"


async def figures(node: Node) -> dict[str, float]:
    return {gauge.name: gauge.value for gauge in await gauges(node, (), ()) if gauge.name in (AGE, UNSIGNED)}


async def test_before_the_first_checkpoint_there_is_no_age(node: Node) -> None:
    assert await figures(node) == {UNSIGNED: 0}
    await write(node, 3)
    assert await figures(node) == {UNSIGNED: 3}


async def test_what_came_after_the_checkpoint_and_how_long_ago_that_was(node: Node, clock: VirtualClock) -> None:
    """Also of more than a reader asks for at a time; positions are no records."""
    await write(node, 3)
    grower = Grower(node, directory_of(node), every=10_000)
    async with growing(grower):
        await grower.caught_up()
    assert await figures(node) == {UNSIGNED: 0, AGE: 0}
    clock.advance(clock.now() + timedelta(seconds=90))
    await node.accounts.store.append([position()])
    await write(node, 1200)
    assert await figures(node) == {UNSIGNED: 1200, AGE: 90}


def position() -> NewMessage:
    return NewMessage(subjects.position("audit", "log"), b"1")
