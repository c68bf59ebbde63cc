"""A partner that runs another server in place of its node, with its own key and certificate, as open as can be to its hub."""

from pathlib import Path

import nats
import pytest
from nats.aio.msg import Msg
from nodes.hostile.arsenal import FORGED, calls, its_own, outside, spoken
from nodes.hostile.conftest import Siege

from levensloop.infra.nodes.certificates import certificate_files, remote_tls
from levensloop.infra.nodes.conf import conf_text
from levensloop.infra.nodes.keys import read_seed
from levensloop.infra.nodes.server import Server
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZVH, VICTIM = "zvh-haaglanden", "crisisdienst-haaglanden"


@pytest.mark.parametrize("org", ["politie-haaglanden", "zvh-rotterdam", "om-haaglanden"])
async def test_it_says_and_hears_no_more_than_its_rights(siege: Siege, org: str, tmp_path: Path) -> None:
    network = siege.world.network
    conf = {
        "listen": "127.0.0.1:-1",
        "leafnodes": {
            "remotes": [
                {
                    "url": f"nats-leaf://{network.hub.ports.leaf}",
                    "nkey": read_seed(network.keys, org),
                    "tls": remote_tls(certificate_files(network.keys, org)),
                }
            ]
        },
    }
    heard_at_zvh: list[Msg] = []

    async def keep(msg: Msg) -> None:
        heard_at_zvh.append(msg)

    listening = await siege.world.clients[ZVH].subscribe(">", cb=keep)
    await siege.world.clients[ZVH].flush()
    said = outside(its_own(network.topology, org), (*calls(ZVH, VICTIM), *spoken(ZVH, VICTIM)))
    async with Server("liar", tmp_path / "liar.conf", tmp_path / "liar.log", lambda _: conf_text(conf)) as liar:
        nc = await nats.connect(liar.url)
        heard: list[Msg] = []

        async def take(msg: Msg) -> None:
            heard.append(msg)

        for subject in (">", "out.>", "es.>", "cmd.>", "ask.>", "deliver.>", "$JS.>", "_INBOX.>"):
            await nc.subscribe(subject, cb=take)
        await eventually(lambda: "Leafnode connection created" in liar.log.read_text(), "it is linked")
        for subject in said:
            if not subject.startswith("$SYS"):
                await nc.publish(subject, FORGED)
        await nc.flush()
        await nc.close()
    await listening.unsubscribe()
    assert [m.subject for m in heard_at_zvh if m.data == FORGED] == []
    own = [*its_own(network.topology, org), "_INBOX.>"]  # a sign of life of what is sent to it may come at any moment
    assert outside(own, (m.subject for m in heard if m.data != FORGED)) == []
