"""WGS-1.8-7: five years on what is of that quarter is gone, also at a ZVH that no longer directs (MOV-7); each by its own clock."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from handover.moving import ANNOUNCE, hand_over
from retention.world import Worker, on_disk, quiet, working, wrapped

from levensloop.contracts.erased import is_erased
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.contracts.retention import MONTHS
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.errors import RepeatsDestroyed
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM

FIVE_YEARS = NOW.replace(year=NOW.year + MONTHS // 12)


async def who(zvh: Worker, case: UUID) -> object:
    events = (await zvh.node.log.load(case)).events
    return next(recorded.event for recorded in events if isinstance(recorded.event, ClientReported)).person.name


async def test_wgs_1_8_7_the_copy_of_a_zvh_that_directs_no_more(network: Network) -> None:
    clock = VirtualClock(NOW)
    async with working(network, HAAGLANDEN, clock) as here, working(network, ROTTERDAM, VirtualClock(NOW)) as there:
        case = await here.begin()
        await hand_over(here, there, case)
        await quiet(here, there)
        assert not is_erased(await who(here, case))
        keys = await wrapped(here.node, case)
        assert all(key in on_disk(network)[HAAGLANDEN] for key in keys)

        assert not await here.agenda()
        clock.advance(FIVE_YEARS - timedelta(days=2))
        assert await here.fires() == []
        assert {(row["case"], row["rule"]) for row in await here.agenda()} == {(str(case), "WGS-1.8-7")}
        clock.advance(FIVE_YEARS)
        assert await here.fires() == ["retention/case"], "nothing of it was newer"

        assert not any(key in on_disk(network)[HAAGLANDEN] for key in keys)
        (left,) = (await here.node.log.load(case)).events
        assert isinstance(left.event, CaseDestroyed)
        assert [(proof["what"], proof["ground"]) for proof in await here.proofs()] == [("case", "term-over")]
        assert not is_erased(await who(there, case)), "who directs has a clock of its own"
        assert await there.proofs() == []


async def test_wgs_1_8_7_of_an_open_case_only_what_is_five_years_old(network: Network) -> None:
    clock = VirtualClock(NOW)
    async with working(network, HAAGLANDEN, clock) as here:
        case = await here.begin()
        await here.settled()
        clock.advance(NOW + timedelta(days=90))
        await here.does(case, here.review())
        await here.settled()
        clock.advance(FIVE_YEARS)
        assert "retention/quarter" in await here.fires()
        assert [(proof["what"], proof["complete"]) for proof in await here.proofs()] == [("quarter", True)]

        assert is_erased(await who(here, case))
        events = (await here.node.log.load(case)).events
        later = [recorded for recorded in events if recorded.time > NOW + timedelta(days=80)]
        assert later
        assert not any(is_erased(recorded.event.by.functionary) for recorded in later)
        answer = await here.give(case, here.review())
        assert answer.events, "it is still worked with"
        refused = (await here.give(case, ANNOUNCE)).refusal
        assert refused is not None
        assert refused.rule == "MOV-1", "that day is over"
        refused = (await here.give(case, ANNOUNCE.model_copy(update={"planned_on": date(2040, 1, 1)}))).refusal
        assert refused is not None
        assert refused.rule == "WGS-1.8-7", "who it is about is gone"
        report = next(recorded.event for recorded in events if isinstance(recorded.event, ClientReported))
        with pytest.raises(RepeatsDestroyed, match="client-reported"):
            await here.node.log.messages(await here.node.log.load(case), [report])
