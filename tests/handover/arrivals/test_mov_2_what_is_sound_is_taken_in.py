"""MOV-2: a case stream in which nothing is wrong enters the log as it was sent, and the receiver says so once."""

from dataclasses import replace
from typing import Any

import pytest
from handover.crossing import crossing, edited

from levensloop.contracts.codec import NewerEventVersion
from levensloop.contracts.events.handover import CaseStreamReceived
from levensloop.handover import arrivals, arrived
from levensloop.handover.policies import handover_policies
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.vault import read_closed

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_mov_2_of_all_that_waits_only_the_last_is_confirmed(network: Network) -> None:
    async with crossing(network) as c:
        await c.send(c.chained(c.bodies))

        *taken, receipt = await c.taken()
        assert taken == c.fresh
        said = read_closed(receipt, 0).event
        assert isinstance(said, CaseStreamReceived)
        assert said.count == len(c.bodies)
        assert await c.put_aside() == []


async def test_mov_2_a_long_history_is_taken_in_in_parts(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "BATCH", 3)
    async with crossing(network) as c:
        await c.send(c.chained(c.bodies))

        assert (await c.taken())[:-1] == c.fresh
        assert await c.put_aside() == []


async def test_mov_2_once_the_software_knows_the_version_what_waited_is_taken_in(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with crossing(network) as c:

        def older_software(body: bytes, position: int) -> Any:
            if body == c.bodies[5]:
                raise NewerEventVersion("Dit is nieuwer dan hier bekend is. Werk de software bij.")
            return read_closed(body, position)

        with monkeypatch.context() as older:
            older.setattr(arrivals, "read_closed", older_software)
            older.setattr(arrived, "read_closed", older_software)
            await c.send(c.chained(c.bodies))
        assert await c.taken() == []
        letters = await c.put_aside()
        assert "Werk de software bij" in letters[0].reason

        _, policy = handover_policies(c.there.node)
        for letter in letters:
            await c.there.node.dead.replay(letter, policy)

        assert (await c.taken())[:-1] == c.fresh
        assert isinstance((await c.there.events(c.case))[-1].event, CaseStreamReceived)
        assert await c.put_aside() == []


async def test_mov_5_nobody_writes_into_a_case_that_this_zvh_directs(network: Network) -> None:
    async with crossing(network) as c:
        case = await c.there.begin()
        own = await c.there.logged(case)
        stolen = [edited(body, subject=str(case)) for body in c.bodies]

        await replace(c, case=case).send(replace(c, case=case).chained(stolen))

        assert await c.there.logged(case) == own
        assert len(await replace(c, case=case).put_aside()) == len(stolen)
