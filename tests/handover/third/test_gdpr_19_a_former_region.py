"""GDPR-19 on real servers: a datum is corrected after the case moved: every ZVH that has the wrong one hears it, under a key apart."""

from itertools import pairwise
from uuid import UUID

import pytest
from handover.moving import HEADS, Zvh, both_at_work, hand_over
from handover.third.test_mov_5_a_third_zvh import CARRIERS, TWENTE, network, three_at_work

from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.plan import PlanEstablished, ReviewHeld
from levensloop.contracts.recorded import Recorded
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.sealing import kids_of
from support.messaging import log_given
from support.samples.inclusion import ROTTERDAM_HEADS
from support.samples.world import NOW, actor
from support.waiting import eventually

__all__ = ["network"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

RIGHT = "Juist niet aanspreken."


async def corrects(zvh: Zvh, case: UUID, kind: type = PlanEstablished, field: str = "plan.approach") -> None:
    event = next(r.id for r in await zvh.events(case) if isinstance(r.event, kind))
    said = {"at": NOW, "by": actor(zvh.id), "event": event, "field": field, "reason": "Verwisseld."}
    await log_given(zvh.node, case, DatumRectified.model_validate({**said, "new_guidance": RIGHT}))


async def corrections(zvh: Zvh, case: UUID) -> list[Recorded[DatumRectified]]:
    """Opened, with the keys that it has."""
    history = await zvh.node.log.load(case)
    return [recorded for recorded in history.events if isinstance(recorded.event, DatumRectified)]  # type: ignore[misc]


async def heard(zvh: Zvh, case: UUID, many: int = 1) -> list[Recorded[DatumRectified]]:
    async def has() -> bool:
        return len(await corrections(zvh, case)) >= many

    await eventually(has, "hears of it")
    return await corrections(zvh, case)


async def nothing_put_aside(case: UUID, *zvhs: Zvh) -> None:
    for zvh in zvhs:
        assert not [letter for letter in await zvh.node.dead.of() if str(case) in letter.origin.subject]


async def test_gdpr_19_the_old_zvh_hears_it_and_can_read_it(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await corrects(there, case)

        [found] = await heard(here, case)
        assert (found.source, found.event.new_guidance) == (there.id, RIGHT)
        await nothing_put_aside(case, here, there)


async def test_gdpr_19_with_a_key_by_which_nothing_else_of_there_is_read(network: Network) -> None:
    """MOV-7: nothing is recorded under a key that the other ZVH has: nor the next correction, until that is sent."""
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await corrects(there, case)
        await heard(here, case)
        await there.does(case, there.review())
        await corrects(there, case)
        await heard(here, case, 2)

        bodies = {
            type(r.event): kids_of(m.data)
            for m, r in zip(await there.logged(case), await there.events(case), strict=True)
        }
        first, second = [kids_of(m.data) for m in await here.logged(case)][-2:]
        assert first.isdisjoint(second)
        assert (first | second).isdisjoint(bodies[ReviewHeld])


async def test_gdpr_19_not_of_what_it_never_had(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await there.does(case, there.review())
        await corrects(there, case, ReviewHeld, "findings.text")
        await corrects(there, case)

        [found] = await heard(here, case)
        assert found.event.field == "plan.approach"
        await nothing_put_aside(case, here, there)


async def test_gdpr_19_so_does_every_zvh_before_that(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HEADS, TWENTE, ROTTERDAM_HEADS.model_copy(update=CARRIERS))
    async with three_at_work(network) as (haaglanden, rotterdam, twente):
        case = await haaglanden.begin()
        for here, there in pairwise((haaglanden, rotterdam, twente)):
            await hand_over(here, there, case)
        await corrects(twente, case)

        assert [(await heard(zvh, case))[0].source for zvh in (rotterdam, haaglanden)] == [TWENTE, TWENTE]
        await nothing_put_aside(case, haaglanden, rotterdam, twente)


async def test_gdpr_19_a_correction_during_the_move_is_in_it_once(network: Network) -> None:
    """And what both sides record after it still follows."""
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await corrects(here, case)
        await hand_over(here, there, case)
        await corrects(there, case)

        assert len(await heard(here, case, 2)) == 2
        assert len(await corrections(there, case)) == 2
        await nothing_put_aside(case, here, there)
