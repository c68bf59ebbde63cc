"""Hub and nodes go down and come back, with writing going on; nothing is lost, nothing comes twice, the order stays."""

import asyncio
import os
import re
import signal

import nats
import pytest
from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout
from nats.js.errors import NoStreamResponseError
from nodes.trying import as_org, contents, holds

from levensloop.infra.nodes.network import Network
from support.waiting import PATIENCE, eventually

ZVH, PARTNER = "zvh-haaglanden", "politie-haaglanden"
INBOX = f"INBOX_{PARTNER}"


async def write(nc: Client, numbers: range) -> None:
    for number in numbers:
        await nc.jetstream().publish(f"out.{PARTNER}.c{number % 3}", b"%d" % number)


async def all_there_once(nc: Client, count: int) -> None:
    await holds(nc, INBOX, count)
    assert [int(data) for _, data in await contents(nc, INBOX)] == list(range(count))


async def test_the_hub_is_away_and_the_zvh_goes_on(own_network: Network) -> None:
    async with as_org(own_network, ZVH) as zvh, as_org(own_network, PARTNER) as partner:
        await write(zvh, range(50))
        await holds(partner, INBOX, 50)
        await own_network.stop("hub")
        await write(zvh, range(50, 100))
        await own_network.start("hub")
        await all_there_once(partner, 100)


async def test_the_hub_comes_and_goes_while_writing(own_network: Network) -> None:
    async with as_org(own_network, ZVH) as zvh, as_org(own_network, PARTNER) as partner:
        writing = asyncio.create_task(write(zvh, range(600)))
        for _ in range(3):
            await own_network.stop("hub")
            await own_network.start("hub")
        await writing
        await all_there_once(partner, 600)


async def test_the_partners_node_is_away(own_network: Network) -> None:
    async with as_org(own_network, ZVH) as zvh:
        await write(zvh, range(20))
        async with as_org(own_network, PARTNER) as partner:
            await holds(partner, INBOX, 20)
        await own_network.stop(PARTNER)
        await write(zvh, range(20, 60))
        await own_network.start(PARTNER)
        async with as_org(own_network, PARTNER) as partner:
            await all_there_once(partner, 60)


@pytest.mark.parametrize("killed", [PARTNER, ZVH])
async def test_a_node_is_killed_while_messages_pass(own_network: Network, killed: str) -> None:
    """What was acknowledged before the kill is there once; a write that failed is tried again under the same message id."""
    async with as_org(own_network, ZVH, reconnect_time_wait=0.05, max_reconnect_attempts=-1) as zvh:
        written, enough = 0, asyncio.Event()

        async def write_surely() -> None:
            nonlocal written
            while not enough.is_set():
                await surely(zvh, written)
                written += 1

        async def more(begun: int) -> None:
            await eventually(lambda: written >= begun + 300, "more is written")

        writing = asyncio.create_task(write_surely())
        for _ in range(2):
            await more(written)
            kill(own_network, killed)
            await own_network.server(killed).ended()
            await own_network.start(killed)
        await more(written)
        enough.set()
        await writing
        async with as_org(own_network, PARTNER) as partner:
            await all_there_once(partner, written)


async def surely(nc: Client, number: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await nc.jetstream().publish(
                    f"out.{PARTNER}.c{number % 3}", b"%d" % number, timeout=1, headers={"Nats-Msg-Id": str(number)}
                )
                return
            except (NoStreamResponseError, nats.errors.Error):
                await asyncio.sleep(0.02)


def kill(network: Network, name: str) -> None:
    """SIGKILL to the server itself, as its own log names it."""
    pids = re.findall(r"^\[(\d+)\]", network.server(name).log.read_text(), re.MULTILINE)
    os.kill(int(pids[-1]), signal.SIGKILL)


async def test_the_zvh_is_away_and_what_it_had_sent_stays(own_network: Network) -> None:
    async with as_org(own_network, PARTNER) as partner:
        async with as_org(own_network, ZVH) as zvh:
            await write(zvh, range(30))
        await holds(partner, INBOX, 30)
        await own_network.stop(ZVH)
        async with as_org(own_network, "om-haaglanden") as client:

            async def said_at_once() -> bool:
                """What is asked before the hub knows it is lost without a word: then again."""
                try:
                    await client.request(f"cmd.{ZVH}.om-haaglanden.signals.RaiseSignal", b"{}", timeout=1)
                except NoRespondersError:
                    return True
                except NatsTimeout:
                    return False
                raise AssertionError("somebody answered")

            await eventually(said_at_once, "a client hears that the ZVH is away")
        await own_network.start(ZVH)
        async with as_org(own_network, ZVH) as zvh:
            await write(zvh, range(30, 60))
        await all_there_once(partner, 60)


@pytest.mark.parametrize("away", ["hub", "zvh-rotterdam"])
async def test_a_move_waits_for_who_is_away(own_network: Network, away: str) -> None:
    async with as_org(own_network, ZVH) as zvh:
        await own_network.stop(away)
        for number in range(10):
            await zvh.jetstream().publish(f"move.zvh-rotterdam.c1.{number}", b"%d" % number)
        await own_network.start(away)
        async with as_org(own_network, "zvh-rotterdam") as receiver:
            await holds(receiver, "ARRIVALS_zvh-rotterdam", 10)
            arrived = await contents(receiver, "ARRIVALS_zvh-rotterdam")
            assert [int(data) for _, data in arrived] == list(range(10))


async def test_many_at_once_pass_flow_control(own_network: Network) -> None:
    """More than the consumer may have outstanding (1,000): shows a missing $JS.FC right, which nothing else does."""
    async with as_org(own_network, ZVH) as zvh, as_org(own_network, PARTNER) as partner:
        for start in range(0, 5000, 500):
            batch = (
                zvh.jetstream().publish(f"out.{PARTNER}.c1", b"x" * 2000, timeout=30) for _ in range(start, start + 500)
            )
            await asyncio.gather(*batch)
        await holds(partner, INBOX, 5000)

        async def acknowledged() -> bool:
            return (await zvh.jetstream().consumer_info("OUT_zvh-haaglanden", PARTNER)).num_ack_pending == 0

        await eventually(acknowledged, "the ZVH knows that all of it is stored")
