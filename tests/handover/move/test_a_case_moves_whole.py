"""MOV-2, MOV-3, MOV-5 on real servers: a case goes to another ZVH with all its history, and comes back."""

import pytest
from handover.moving import both_at_work, finish, hand_over, moved_whole, release

from levensloop.contracts.commands.inclusion import AddPartner
from levensloop.contracts.events.handover import CaseStreamReceived
from levensloop.contracts.events.inclusion import PartnerJoined
from levensloop.handover import feed
from levensloop.infra.nodes.network import Network
from support.samples.handover import SAMPLE_ANNOUNCEMENT, TRANSFER
from support.samples.inclusion import ROTTERDAM_HEADS, SAMPLE_TRIAGE
from support.samples.world import HAAGLANDEN, ROTTERDAM

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_mov_2_the_receiver_gets_every_event_unchanged_and_says_so(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)

        await moved_whole(here, there, case)
        sent = (await here.state(case)).move
        assert sent is not None
        assert sent.sent is not None
        receipts = [r.event for r in await there.events(case) if isinstance(r.event, CaseStreamReceived)]
        assert all(sent.sent.digests[r.count - sent.sent.released_at] == r.digest for r in receipts)
        assert receipts[-1].count == sent.sent.last.count - len(TRANSFER), "all but what the transfer itself recorded"


async def test_mov_5_the_receiver_directs_and_the_sender_no_longer(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await here.does(case, here.review())
        await there.refuses(case, there.review(), "INV-4")
        await hand_over(here, there, case)

        await here.refuses(case, here.review(), "MOV-5")
        await there.does(case, there.review())


async def test_mov_3_the_receiver_goes_on_with_the_plan_and_does_not_judge_again(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)

        await there.refuses(case, SAMPLE_TRIAGE, "MOV-3")
        team = await there.until(
            case, lambda s: s.standing.carried and s.standing.director == ROTTERDAM, "starts its team"
        )
        decided = (ROTTERDAM_HEADS.municipality,)
        await there.does(case, AddPartner(organisation="politie-rotterdam", contact="Wijkagent", deciders=decided))
        assert team.standing.director == ROTTERDAM
        joined = {r.event.organisation for r in await there.events(case) if isinstance(r.event, PartnerJoined)}
        assert ROTTERDAM_HEADS.municipality in joined


async def test_mov_2_a_client_who_moves_back_finds_one_history(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await there.does(case, there.review())
        await hand_over(there, here, case)

        mine, theirs = await here.events(case), await there.events(case)
        assert len({r.id for r in mine}) == len(mine)
        assert {r.id for r in theirs} <= {r.id for r in mine}
        assert {r.fingerprint for r in theirs} <= {r.fingerprint for r in mine}
        assert (await here.state(case)).standing.director == HAAGLANDEN
        assert await here.node.dead.of() == []


async def test_mov_2_a_long_case_goes_in_parts(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "BATCH", 4)
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)

        await moved_whole(here, there, case)


async def test_mov_2_services_that_were_away_go_on_where_they_were(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await there.stop()
        await here.does(case, SAMPLE_ANNOUNCEMENT)
        await here.does(case, here.review())
        await there.start()
        await release(here, there, case)
        await there.stop()
        await here.does(case, here.review())
        await there.start()
        await there.until_it_has_the_case(case)
        await here.stop()
        await here.start()
        await finish(here, there, case)

        await moved_whole(here, there, case)
