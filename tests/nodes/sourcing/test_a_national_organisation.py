"""What every ZVH sends to a national organisation reaches its node, filed under who sent it; a client of the hub pulls from each."""

import pytest
from nodes.trying import as_org, contents

from levensloop.infra.nodes.network import Network
from support.waiting import PATIENCE, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOTH = ("zvh-haaglanden", "zvh-rotterdam")


async def filed(network: Network, report: str, count: int) -> list[tuple[str, bytes]]:
    """What the node of the CLLA has of this report, once there is so much of it."""
    found: list[tuple[str, bytes]] = []

    async def enough() -> bool:
        found[:] = [(subject, data) for subject, data in await contents(nc, "INBOX_clla") if subject.endswith(report)]
        return len(found) >= count

    async with as_org(network, "clla") as nc:
        await eventually(enough, f"{count} of {report}")
    return found


async def test_its_node_has_it_from_every_zvh_under_the_name_of_the_sender(network: Network) -> None:
    for zvh in BOTH:
        async with as_org(network, zvh) as nc:
            await nc.jetstream().publish("out.clla.r1", zvh.encode())
            await nc.jetstream().publish("out.politie-haaglanden.r1", b"not for the clla")
    assert sorted(await filed(network, "r1", 2)) == [(f"arrived.{zvh}.out.clla.r1", zvh.encode()) for zvh in BOTH]


async def test_who_says_to_be_another_is_filed_under_its_own_name(network: Network) -> None:
    async with as_org(network, "zvh-rotterdam") as nc:
        headers = {"Levensloop-From": "zvh-haaglanden"}
        await nc.jetstream().publish("out.clla.r2", b"in another's name", headers=headers)
    assert await filed(network, "r2", 1) == [("arrived.zvh-rotterdam.out.clla.r2", b"in another's name")]


async def test_a_national_client_of_the_hub_pulls_from_each_zvh(network: Network) -> None:
    for zvh in BOTH:
        async with as_org(network, zvh) as nc:
            await nc.jetstream().publish("out.lcbb.r1", zvh.encode())
    async with as_org(network, "lcbb") as nc:
        for zvh in BOTH:
            pull = await nc.jetstream(domain=zvh).pull_subscribe_bind(consumer="lcbb", stream=f"OUT_{zvh}")
            [message] = await pull.fetch(1, timeout=PATIENCE)
            assert message.data == zvh.encode()
            await message.ack_sync(timeout=PATIENCE)
