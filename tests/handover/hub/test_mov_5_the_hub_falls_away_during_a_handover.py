"""MOV-5, MOV-2: the hub falls away in the middle of handovers, both sides work on, it comes back: nobody without a director,
never two, nothing lost, nothing twice. Seven cases, each caught at another moment of its move, by one outage."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest_asyncio
from handover.connected import all_connected
from handover.moving import (
    ACCEPT,
    ANNOUNCE,
    MEET,
    TRANSFER,
    Zvh,
    both_at_work,
    finish,
    moved_whole,
    release,
)

from levensloop.contracts import subjects
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from support.samples.inclusion import SAMPLE_TRIAGE
from support.samples.world import HAAGLANDEN, ROTTERDAM
from support.waiting import eventually


@pytest_asyncio.fixture
async def own_network(topology: Topology, tmp_path: Path) -> AsyncIterator[Network]:
    """A network whose hub this test takes away."""
    async with running(topology, tmp_path) as net:
        await all_connected(net)
        yield net


async def received(here: Zvh, there: Zvh, case: UUID) -> None:
    await here.does(case, ANNOUNCE)
    await release(here, there, case)
    await here.until_the_other_has_all(case)


async def ready(here: Zvh, there: Zvh, case: UUID) -> None:
    """All that a transfer needs, known at both sides."""
    await received(here, there, case)
    await there.does(case, ACCEPT)
    await here.until_accepted(case)
    await here.does(case, MEET)
    await here.until_the_other_has_all(case)


async def who_can_direct(zvhs: tuple[Zvh, Zvh], case: UUID) -> list[str]:
    """Who of both is let do what only the director may do, here and now."""
    answers = [await zvh.give(case, zvh.review()) for zvh in zvhs]
    for answer in answers:
        assert answer.events or (answer.refusal and answer.refusal.rule in ("MOV-5", "MOV-1", "INV-4")), answer.refusal
    return [zvh.id for zvh, answer in zip(zvhs, answers, strict=True) if answer.events]


async def test_mov_5_whatever_the_moment_one_directs_and_nothing_is_lost(own_network: Network) -> None:
    hub = own_network.topology.hub.name
    async with both_at_work(own_network) as (here, there):
        both = (here, there)
        later, just_announced, known, prepared, behind, agreed, on_its_way = [await here.begin() for _ in range(7)]

        await asyncio.gather(received(here, there, known), received(here, there, prepared))
        await asyncio.gather(*(ready(here, there, case) for case in (behind, agreed, on_its_way)))
        await here.does(just_announced, ANNOUNCE)
        await here.does(on_its_way, TRANSFER)
        await own_network.stop(hub)

        # Both sides work on, each on its own node, with what it has.
        await here.does(later, ANNOUNCE)
        for case in (later, just_announced, known):
            assert await who_can_direct(both, case) == [HAAGLANDEN], "until the transfer, the sender directs"
        for zvh in both:
            await zvh.refuses(known, SAMPLE_TRIAGE, "MOV-3")
        await there.does(known, ACCEPT)
        await there.does(prepared, ACCEPT)
        await there.does(prepared, MEET)
        await here.refuses(known, TRANSFER, "MOV-5")  # the acceptance could not come through
        await here.does(behind, here.review())
        await here.refuses(behind, TRANSFER, "MOV-2")  # the receiver has not got the review yet
        await here.does(agreed, TRANSFER)
        assert (await here.state(agreed)).standing.director == ROTTERDAM, "by the log of who handed over"
        assert await who_can_direct(both, agreed) == [], "who handed over no longer, who receives does not know yet"
        await there.does(agreed, MEET)  # too late for the transfer, and not lost

        # Services fall over too, and know nothing but what stands in their logs.
        await asyncio.gather(here.stop(), there.stop())
        await asyncio.gather(here.start(), there.start())

        await own_network.start(hub)
        await asyncio.gather(*(there.until_it_directs(case) for case in (agreed, on_its_way)))
        await asyncio.gather(*(finish(here, there, case) for case in (later, just_announced, known, prepared, behind)))

        for case in (later, just_announced, known, prepared, behind, agreed, on_its_way):
            await settled(here, there, case)
            await moved_whole(here, there, case)
            assert await who_can_direct(both, case) == [ROTTERDAM]


async def settled(here: Zvh, there: Zvh, case: UUID) -> None:
    """What the receiver recorded before it directed is back at the sender too."""
    sent = await there.node.store(subjects.move_stream(there.id)).load(subjects.move(here.id, case, 1))

    async def all_back() -> bool:
        return len([r for r in await here.events(case) if r.source == there.id]) >= len(sent)

    await eventually(all_back, f"{here.id} has what {there.id} sent back")
