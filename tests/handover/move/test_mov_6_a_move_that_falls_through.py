"""MOV-6 on real servers: at every moment before the transfer a move may fall through; then nothing changes hands, the receiver hears
it if it heard anything, and another move may start."""

from uuid import UUID

import pytest
from handover.moving import (
    ACCEPT,
    ANNOUNCE,
    CANCEL,
    HEADS,
    MEET,
    NO_HIT,
    Zvh,
    both_at_work,
    hand_over,
    never_two,
    release,
)

from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.contracts.events.handover import CaseReleased, IdentityAnswered, IdentityPresented, MoveCancelled
from levensloop.contracts.standing import shielded
from levensloop.handover.manifest import IDENTITY_STEPS
from levensloop.infra.nodes.network import Network
from support.samples.world import NOW

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOMENTS = ["announced", "presented", "suppliers asked", "released", "received", "accepted", "ready"]


async def until(moment: str, here: Zvh, there: Zvh, case: UUID) -> None:
    """A move up to that moment."""
    await here.does(case, ANNOUNCE)
    if moment == "announced":
        return
    await there.until_asked(case, (await here.state(case)).standing.moves)
    if moment == "presented":
        return
    if moment == "suppliers asked":
        await there.does(case, NO_HIT)
        await here.until_answered(case)
        return
    await release(here, there, case)
    if moment == "released":
        return
    await there.until_it_has_the_case(case)
    if moment in ("accepted", "ready"):
        await there.does(case, ACCEPT.model_copy(update={"heads": HEADS[there.id]}))
        await here.until_accepted(case)
    if moment == "ready":
        await here.does(case, MEET)
        await here.until_the_other_has_all(case)


async def until_told(there: Zvh, case: UUID) -> None:
    """The receiver knows that nothing is asked of it any more."""
    await there.until(
        case,
        lambda s: (
            s.running is None
            and s.identity is not None
            and (s.identity.withdrawn or (s.move is not None and s.move.cancelled))
            and shielded(s.standing, there.id) == "MOV-7"
        ),
        "hears that the move does not go on",
    )


@pytest.mark.parametrize("moment", MOMENTS)
async def test_mov_6_nothing_changes_hands_and_the_same_move_may_start_again(network: Network, moment: str) -> None:
    """Also to a ZVH that holds a part of the case, or all of it, from the move before."""
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        before = (await here.state(case)).standing
        await until(moment, here, there, case)
        await here.does(case, CANCEL)

        after = (await here.state(case)).standing
        assert (after.director, after.heads, after.team) == (here.id, before.heads, before.team)
        await here.does(case, here.review())
        if moment not in ("announced", "presented"):
            await until_told(there, case)
        else:
            await there.until(
                case, lambda s: s.identity is not None and s.identity.withdrawn, "hears that it is withdrawn"
            )
        if moment in MOMENTS[:3]:
            assert all(isinstance(r.event, IDENTITY_STEPS) for r in await there.events(case)), "nothing else ever came"
        await there.refuses(case, ACCEPT, "INV-4" if moment in MOMENTS[:3] else "MOV-5")

        await hand_over(here, there, case)

        mine, theirs = await here.logged(case), await there.logged(case)
        never_two(mine, theirs, (here.id, there.id))
        assert {m.data for m in mine} <= {m.data for m in theirs}
        assert len({m.data for m in theirs}) == len(theirs)
        for zvh in (here, there):
            assert not [letter for letter in await zvh.node.dead.of() if str(case) in letter.origin.subject]


async def test_mov_6_a_client_who_dies_ends_the_move_at_both_sides(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        early, late = await here.begin(), await here.begin()
        await until("presented", here, there, early)
        await until("received", here, there, late)
        for case in (early, late):
            await here.does(case, RecordDeath(died_on=NOW.date()))

        await there.until(early, lambda s: s.identity is not None and s.identity.withdrawn, "need not answer any more")
        gone = await there.until(
            late, lambda s: s.move is not None and s.move.cancelled, "hears that it does not go on"
        )
        assert gone.labels == {}, "that the labels are withdrawn came too"
        assert not [r for r in await there.events(early) if isinstance(r.event, MoveCancelled)]


async def test_mov_1_in_both_logs_hit_or_no_hit_stands_before_the_release(network: Network) -> None:
    """As an auditor asks, also of who comes back; whose suppliers are not asked again for what came from them."""
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await hand_over(there, here, case)

        for zvh in (here, there):
            order = [
                (type(r.event), r.event.move)
                for r in await zvh.events(case)
                if isinstance(r.event, IdentityPresented | IdentityAnswered | CaseReleased)
            ]
            for move in (1, 2):
                of_it = [kind for kind, number in order if number == move]
                assert of_it == [IdentityPresented, IdentityAnswered, CaseReleased]
        freed = [r.event for r in await here.events(case) if isinstance(r.event, CaseReleased)]
        assert [event.suppliers for event in freed] == [("politie-haaglanden",), ()]
