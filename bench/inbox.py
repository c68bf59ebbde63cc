"""From a partner's command to its inbox, through the hub and back, against one publish and pull over the same hops.

The partner is a client of the hub. It gives a command at its ZVH, is disclosed the event that follows, and pulls that with its durable
consumer. The baseline: the same partner publishes through the hub straight into the stream that it pulls from with the same consumer. So
the difference is what we do in between: decide and record in the log, disclose and account for it, each on disk before it goes on.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from uuid import uuid4

from nats.aio.client import Client
from nats.js.api import SubjectTransform
from nats.js.client import JetStreamContext

from bench.case import OM, ZVH, report
from bench.machine import silent
from bench.rounds import Contender, Trial
from levensloop.contracts import subjects
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.node import connected
from levensloop.infra.nodes import network as networks
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.zvh.services import APPS

TOPOLOGY = Path(__file__).parents[1] / "topologies" / "two-zvhs.yaml"
SAMPLES = 200
"""Per round, one after the other."""
PATIENCE = 10.0
RAW = f"cmd.{ZVH}.{OM}.bench.raw"
"""A subject that the partner may publish on, as any command of its own; no service of ours listens to it."""


@asynccontextmanager
async def trial(home: Path) -> AsyncIterator[Trial]:
    """The whole network of the example topology, and every service of one ZVH."""
    silent()
    async with AsyncExitStack() as stack:
        net = await stack.enter_async_context(networks.running(load_topology(TOPOLOGY), home))
        node = await stack.enter_async_context(
            connected(net.topology, ZVH, net.url(ZVH), net.credentials(ZVH), net.keys, data=net.directory / "data")
        )
        for app in APPS.values():
            await stack.enter_async_context(running(app(node)))
        await _take_raw_messages(node.nc)
        partner = await net.connect(OM)
        stack.push_async_callback(partner.close)
        js = partner.jetstream(domain=ZVH)
        inbox = await js.pull_subscribe_bind(consumer=OM, stream=subjects.out_stream(ZVH))
        body = report()

        async def command() -> None:
            answer = await client.command(partner, ZVH, OM, "ReportClient", uuid4(), "officier", body)
            if answer.refusal:
                raise RuntimeError(str(answer.refusal))

        async def publish() -> None:
            await partner.request(RAW, b"x" * 1000, timeout=PATIENCE)

        yield Trial(
            "Command to partner inbox, one at a time",
            ("p50 ms", "p99 ms"),
            (
                Contender("nats-py publish and pull over the same hops", lambda: _latency(publish, partner, inbox)),
                Contender("command, event, disclosure, pull", lambda: _latency(command, partner, inbox)),
            ),
            rounds=5,
            more=False,
        )


async def _take_raw_messages(nc: Client) -> None:
    """Let the ZVH's OUT stream take what the partner publishes on `RAW`, as if it had been disclosed to it."""
    js = nc.jetstream()
    config = (await js.stream_info(subjects.out_stream(ZVH))).config
    config.subjects = [*(config.subjects or ()), RAW]
    config.subject_transform = SubjectTransform(src=RAW, dest=subjects.out(OM, "bench"))
    await js.update_stream(config)


async def _latency(
    send: Callable[[], Awaitable[None]], partner: Client, inbox: JetStreamContext.PullSubscription
) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds, from just before sending to the arrival at the partner."""
    seen = []
    for _ in range(SAMPLES):
        pulled = asyncio.create_task(inbox.fetch(1, timeout=PATIENCE))
        await asyncio.sleep(0)  # so that the request is on its way before what it waits for
        await partner.flush()
        begin = perf_counter()
        sent = asyncio.ensure_future(send())
        (message,) = await pulled
        seen.append((perf_counter() - begin) * 1000)
        await sent
        await message.ack_sync()
    cuts = quantiles(seen, n=100)
    return cuts[49], cuts[98]
