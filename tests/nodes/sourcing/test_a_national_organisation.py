"""What every ZVH sends to a national organisation reaches its node, filed under who sent it; a client of the hub pulls from each."""

import pytest
from nodes.trying import as_org, contents, holds

from levensloop.infra.nodes.network import Network

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOTH = ("zvh-haaglanden", "zvh-rotterdam")


async def test_its_node_has_it_from_every_zvh_under_the_name_of_the_sender(network: Network) -> None:
    for zvh in BOTH:
        async with as_org(network, zvh) as nc:
            await nc.jetstream().publish("out.clla.r1", zvh.encode())
            await nc.jetstream().publish("out.politie-haaglanden.r1", b"not for the clla")
    async with as_org(network, "clla") as nc:
        await holds(nc, "INBOX_clla", 2)
        found = await contents(nc, "INBOX_clla")
    assert sorted(found) == [(f"arrived.{zvh}.out.clla.r1", zvh.encode()) for zvh in BOTH]


async def test_who_says_to_be_another_is_filed_under_its_own_name(network: Network) -> None:
    async with as_org(network, "zvh-rotterdam") as nc:
        headers = {"Levensloop-From": "zvh-haaglanden"}
        await nc.jetstream().publish("out.clla.r2", b"in another's name", headers=headers)
    async with as_org(network, "clla") as nc:
        await holds(nc, "INBOX_clla", 3)
        assert (await contents(nc, "INBOX_clla"))[-1] == ("arrived.zvh-rotterdam.out.clla.r2", b"in another's name")


async def test_a_national_client_of_the_hub_pulls_from_each_zvh(network: Network) -> None:
    for zvh in BOTH:
        async with as_org(network, zvh) as nc:
            await nc.jetstream().publish("out.lcbb.r1", zvh.encode())
    async with as_org(network, "lcbb") as nc:
        for zvh in BOTH:
            pull = await nc.jetstream(domain=zvh).pull_subscribe_bind(consumer="lcbb", stream=f"OUT_{zvh}")
            [message] = await pull.fetch(1, timeout=10)
            assert message.data == zvh.encode()
            await message.ack_sync(timeout=10)
