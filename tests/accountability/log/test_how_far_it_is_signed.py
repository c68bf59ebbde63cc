"""What who runs a node watches of its accountability log: how long ago it was signed, and what stands behind that."""

from datetime import timedelta

from levensloop.audit.log.grower import Grower
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.gauges import gauges
from levensloop.infra.messaging.node import Node
from support.log_at_work import directory_of, growing, write
from support.samples.world import GEMEENTE, POLITIE

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


async def test_how_far_behind_each_witness_is(node: Node, clock: VirtualClock) -> None:
    async def behind() -> dict[str, float]:
        found = [gauge for gauge in await gauges(node, (), ()) if gauge.name == "witness_behind_seconds"]
        return {gauge.labels["organisation"]: gauge.value for gauge in found}

    assert await behind() == {POLITIE: 0, GEMEENTE: 0}
    await write(node, 3)
    grower = Grower(node, directory_of(node), every=10_000)
    async with growing(grower):
        await grower.caught_up()
    clock.advance(clock.now() + timedelta(seconds=90))
    assert await behind() == {POLITIE: 90, GEMEENTE: 90}
    await node.store(subjects.checkpoints_stream(node.me)).append([NewMessage(subjects.cosignature(POLITIE), b"seen")])
    assert await behind() == {POLITIE: 0, GEMEENTE: 90}
