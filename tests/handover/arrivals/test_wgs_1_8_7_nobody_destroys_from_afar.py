"""WGS-1.8-7: a ZVH that sends a case cannot have it destroyed where it arrives, by sending that it was."""

from collections.abc import Callable

import pytest
from handover.crossing import Crossing, crossing

from levensloop.contracts.decision import system
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.contracts.retention import DestructionGround
from levensloop.infra.nodes.network import Network
from support.samples.world import HAAGLANDEN, NOW

pytestmark = pytest.mark.asyncio(loop_scope="module")

BY = system(HAAGLANDEN)


def ordered(there: Crossing) -> DomainEvent:
    return DestructionOrdered(at=NOW, by=BY, destruction=there.case, ground=DestructionGround.NO_LONGER_NEEDED)


def destroyed(there: Crossing) -> DomainEvent:
    return CaseDestroyed(at=NOW, by=BY, entries=1)


@pytest.mark.parametrize("event", [ordered, destroyed])
@pytest.mark.parametrize("place", [2, -1], ids=["before the release", "after it"])
async def test_wgs_1_8_7_sent_in_the_case(
    network: Network, event: Callable[[Crossing], DomainEvent], place: int
) -> None:
    async with crossing(network) as across:
        log = across.here.node.log
        (message,) = await log.messages(await log.load(across.case), [event(across)])
        bodies = [*across.bodies[:place], message.data, *across.bodies[place:]]
        await across.send(across.chained(bodies))

        taken = await across.taken()
        assert message.data not in taken
        assert bool(taken) is (place == -1), "what came before it stands"
        assert await across.put_aside()
