"""REP-2 on real servers: a report is retracted after the case moved: every ZVH that it went through hears it, and none hears it twice."""

from itertools import pairwise
from uuid import UUID

import pytest
from handover.moving import ANNOUNCE, CANCEL, HEADS, Zvh, both_at_work, hand_over, release
from handover.third.test_mov_5_a_third_zvh import CARRIERS, TWENTE, network, three_at_work

from levensloop.contracts.commands.inclusion import RetractReport
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.standing import Phase, shielded
from levensloop.infra.nodes.network import Network
from support.samples.inclusion import ROTTERDAM_HEADS

__all__ = ["network"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

WRONG = RetractReport(reason="Naamgenoot: de melding ging over een ander.")


async def heard(zvh: Zvh, case: UUID) -> str:
    """Wait until this ZVH knows; returns who retracted it."""
    state = await zvh.until(case, lambda s: s.standing.phase is Phase.RETRACTED, "hears of it")
    assert shielded(state.standing, zvh.id) is not None
    [found] = [recorded for recorded in await zvh.events(case) if isinstance(recorded.event, ReportRetracted)]
    return found.source


async def nothing_put_aside(case: UUID, *zvhs: Zvh) -> None:
    for zvh in zvhs:
        assert not [letter for letter in await zvh.node.dead.of() if str(case) in letter.origin.subject]


async def test_rep_2_the_old_zvh_hears_it(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await here.refuses(case, WRONG, "MOV-5")
        await there.does(case, WRONG)

        assert await heard(here, case) == there.id
        await nothing_put_aside(case, here, there)


async def test_rep_2_so_does_every_zvh_before_that(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HEADS, TWENTE, ROTTERDAM_HEADS.model_copy(update=CARRIERS))
    async with three_at_work(network) as (haaglanden, rotterdam, twente):
        case = await haaglanden.begin()
        await hand_over(haaglanden, rotterdam, case)
        await hand_over(rotterdam, twente, case)
        await twente.does(case, WRONG)

        assert [await heard(zvh, case) for zvh in (rotterdam, haaglanden)] == [TWENTE, TWENTE]
        await nothing_put_aside(case, haaglanden, rotterdam, twente)


async def test_rep_2_also_of_a_client_who_went_round(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HEADS, TWENTE, ROTTERDAM_HEADS.model_copy(update=CARRIERS))
    async with three_at_work(network) as (haaglanden, rotterdam, twente):
        case = await haaglanden.begin()
        for here, there in pairwise((haaglanden, rotterdam, twente, haaglanden)):
            await hand_over(here, there, case)
        await haaglanden.does(case, WRONG)

        assert [await heard(zvh, case) for zvh in (twente, rotterdam)] == [haaglanden.id] * 2
        await nothing_put_aside(case, haaglanden, rotterdam, twente)


async def test_rep_2_a_zvh_that_was_away_hears_it_when_it_is_back(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await here.stop()
        await there.does(case, WRONG)
        await here.start()

        assert await heard(here, case) == there.id


async def test_rep_2_so_does_a_zvh_to_which_a_move_fell_through(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await here.does(case, ANNOUNCE.model_copy(update={"to_zvh": there.id}))
        await release(here, there, case)
        await there.until_it_has_the_case(case)
        await here.refuses(case, WRONG, "MOV-6")
        await here.does(case, CANCEL)
        await here.does(case, WRONG)

        assert await heard(there, case) == here.id
        await nothing_put_aside(case, here, there)


async def test_rep_2_where_the_case_was_not_released_nothing_of_it_comes_after_all(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case, other = await here.begin(), await here.begin()
        await here.does(case, ANNOUNCE.model_copy(update={"to_zvh": there.id}))
        await there.until_asked(case, 1)
        await here.does(case, CANCEL)
        await here.does(case, WRONG)
        await hand_over(here, there, other)  # what was sent before this, has come

        kinds = {type(recorded.event).__name__ for recorded in await there.events(case)}
        assert kinds <= {"IdentityPresented", "IdentityWithdrawn"}
        await nothing_put_aside(case, here, there)
