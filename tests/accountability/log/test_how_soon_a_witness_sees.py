"""How fast another history is found: a new record is signed within a minute, a witness looks a minute after its last look, and the very
next look finds it. So within a minute after it is shown, and a record is held by a witness within two, as long as that is there."""

import asyncio
from pathlib import Path

from accountability.log.test_witnesses import grown, served
from nats.aio.client import Client
from rich.console import Console

from levensloop.audit.log.grower import WITHIN
from levensloop.audit.log.signing import witness_signer
from levensloop.audit.log.witness import Witness, Witnessed
from levensloop.cli.witness import PAUSE, look_on
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import at_node
from support.samples.world import HAAGLANDEN, POLITIE
from support.waiting import eventually


class Paced(Witness):
    """Looks when it is told to, however short the pause; and counts."""

    begun = ended = 0
    may: asyncio.Semaphore

    async def look(self, nc: Client) -> Witnessed:
        await self.may.acquire()
        self.begun += 1
        try:
            return await super().look(nc)
        finally:
            self.ended += 1


def test_each_is_a_minute_unless_asked_otherwise() -> None:
    """That a log signs within that time by its clock is in `test_the_tree.py`."""
    assert (WITHIN.total_seconds(), PAUSE) == (60, 60)


async def test_another_history_is_found_at_the_next_look(
    network: Network, node: Node, tmp_path: Path, clock: VirtualClock, root: Client
) -> None:
    signer = witness_signer(network.topology, POLITIE, network.keys)
    witness = Paced(network.topology, HAAGLANDEN, POLITIE, signer, tmp_path / POLITIE, clock)
    witness.may, console = asyncio.Semaphore(0), Console(record=True, width=200)
    stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    nc = await network.connect(POLITIE)
    looking = asyncio.create_task(look_on(nc, [witness], console, stop, pause=0))
    try:
        async with served(network, node):
            await grown(network, 20)
            await looked(witness, 1)
        for stream in (node.accounts.store.stream, f"CHECKPOINTS_{HAAGLANDEN}"):
            config = (await root.jetstream().stream_info(stream)).config
            await root.jetstream().delete_stream(stream)
            await root.jetstream().add_stream(config)
        async with at_node(network, clock=clock, data=tmp_path / "another") as other, served(network, other):
            await grown(network, 30)
            await looked(witness, 2)
        assert "is geen vervolg op wat deze getuige eerder zag" in console.export_text()
        assert witness.begun == 2
    finally:
        looking.cancel()
        await nc.close()


async def looked(witness: Paced, times: int) -> None:
    """One look more, and over."""
    assert witness.ended == times - 1
    witness.may.release()
    await eventually(lambda: witness.ended == times, "it looked")
    assert witness.seen is not None
