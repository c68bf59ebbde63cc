"""What each organisation may do works, through the hub, with its own key."""

import asyncio

import pytest
from nats.aio.msg import Msg
from nodes.trying import answered, arrives, as_org, contents, hears, holds, stored

from levensloop.infra.nodes.network import Network
from support.waiting import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZVH, OUT = "zvh-haaglanden", "OUT_zvh-haaglanden"


@pytest.mark.parametrize("org", ["om-haaglanden", "woonpartner-duinrand", "politie-haaglanden"])
@pytest.mark.parametrize("kind", ["cmd", "ask"])
async def test_a_partner_asks_its_zvh_and_gets_one_answer(network: Network, org: str, kind: str) -> None:
    async with as_org(network, ZVH) as zvh, as_org(network, org) as nc:

        async def reply(msg: Msg) -> None:
            await msg.respond(msg.subject.encode())

        await zvh.subscribe(f"{kind}.{ZVH}.*.signals.>", cb=reply)
        await zvh.flush()
        subject = f"{kind}.{ZVH}.{org}.signals.RaiseSignal"
        assert await answered(nc, subject) == subject.encode()


async def test_an_answer_goes_to_the_asker_and_never_into_a_stream(network: Network) -> None:
    """A partner that names a subject of the ZVH's log as the place to answer gets the answer itself, at its own node."""
    async with as_org(network, ZVH) as zvh, as_org(network, "politie-haaglanden") as nc:

        async def reply(msg: Msg) -> None:
            await msg.respond(b"answer")

        await zvh.subscribe(f"cmd.{ZVH}.politie-haaglanden.trick.>", cb=reply)
        await zvh.flush()
        subject = f"cmd.{ZVH}.politie-haaglanden.trick.x"
        assert await answered(nc, subject) == b"answer", "it is known there who answers"
        heard = await hears(nc, "es.inclusion.case.c9")
        await nc.publish(subject, b"", reply="es.inclusion.case.c9")
        await arrives(heard, b"answer")
        assert await stored(zvh, f"LOG_{ZVH}") == 0


async def test_a_client_pulls_what_is_addressed_to_it_and_nothing_else(network: Network) -> None:
    async with as_org(network, ZVH) as zvh, as_org(network, "om-haaglanden") as nc:
        for number, org in enumerate(["om-haaglanden", "reclassering-haaglanden", "om-haaglanden"]):
            await zvh.jetstream().publish(f"out.{org}.c1", b"%d" % number)
        pull = await nc.jetstream(domain=ZVH).pull_subscribe_bind(consumer="om-haaglanden", stream=OUT)
        got: list[Msg] = []
        while len(got) < 2:
            got += await pull.fetch(2 - len(got), timeout=PATIENCE)
        assert [(m.subject, m.data) for m in got] == [("out.om-haaglanden.c1", b"0"), ("out.om-haaglanden.c1", b"2")]
        await asyncio.gather(*(m.ack_sync(timeout=PATIENCE) for m in got))
        info = await zvh.jetstream().consumer_info(OUT, "om-haaglanden")
        assert (info.num_pending, info.num_ack_pending) == (0, 0)


async def test_a_partner_node_sources_what_is_addressed_to_it(network: Network) -> None:
    async with as_org(network, ZVH) as zvh, as_org(network, "politie-haaglanden") as nc:
        for org in ("politie-haaglanden", "crisisdienst-haaglanden", "politie-haaglanden"):
            await zvh.jetstream().publish(f"out.{org}.c1", org.encode())
        await holds(nc, "INBOX_politie-haaglanden", 2)
        assert (
            await contents(nc, "INBOX_politie-haaglanden") == [("out.politie-haaglanden.c1", b"politie-haaglanden")] * 2
        )


async def test_a_zvh_sources_the_moves_to_it_from_every_other(network: Network) -> None:
    async with as_org(network, ZVH) as zvh, as_org(network, "zvh-rotterdam") as other:
        await zvh.jetstream().publish("move.zvh-rotterdam.c1.1", b"there")
        await zvh.jetstream().publish("move.zvh-elders.c2.1", b"not there")
        await other.jetstream().publish(f"move.{ZVH}.c3.1", b"back")
        await holds(other, "ARRIVALS_zvh-rotterdam", 1)
        await holds(zvh, f"ARRIVALS_{ZVH}", 1)
        assert await contents(other, "ARRIVALS_zvh-rotterdam") == [(f"arrived.{ZVH}.move.zvh-rotterdam.c1.1", b"there")]
        assert await contents(zvh, f"ARRIVALS_{ZVH}") == [(f"arrived.zvh-rotterdam.move.{ZVH}.c3.1", b"back")]
