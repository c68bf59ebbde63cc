"""A partner's witness at the prompt: `levensloop witness`, and beside a partner's own node."""

import asyncio

from cli.conftest import User

from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.nodes.credentials import connect, credentials
from levensloop.infra.nodes.topology_file import load_topology
from support.waiting import eventually

ZVH, POLITIE, GEMEENTE, OM = "zvh-haaglanden", "politie-haaglanden", "gemeente-den-haag", "om-haaglanden"
ON = ("--topology", "network.yaml")
SERVES = "Diensten: "


async def _grown(user: User) -> None:
    """A checkpoint, without waiting a minute for it."""
    topology = load_topology(user.topology)
    node = topology.node(ZVH)
    assert node is not None
    nc = await connect(f"nats://{node.listen}", credentials(topology, user.home / "keys", ZVH))

    async def signed() -> bool:
        return not isinstance(await client.ask(nc, ZVH, ZVH, "audit", "grow", {}), Refusal)

    await eventually(signed, "the log is signed")
    await nc.close()


def test_witnesses_of_both_kinds_make_a_checkpoint_trusted(user: User) -> None:
    user.make_keys()
    assert user.run("topology", "certificates", "network.yaml").returncode == 0
    user.start("up", *ON, "--node", "hub", "--data", "data/hub", until="draait op")
    user.start("up", *ON, "--node", ZVH, "--data", f"data/{ZVH}", until=SERVES)
    files = user.home / "data" / ZVH / "verantwoording"
    asyncio.run(_grown(user))

    refused = user.run("witness", *ON, "--organisation", OM, "--data", "data/om", "--once")
    assert refused.returncode == 1
    assert "van geen enkel ZVH getuige" in refused.stderr
    once = user.run("witness", *ON, "--organisation", GEMEENTE, "--data", "data/gemeente", "--once")
    assert once.returncode == 0, once.stdout + once.stderr
    assert f"{ZVH}: 1 regels, 1 nieuw" in once.stdout
    assert (user.home / "data" / "gemeente" / f"{ZVH}.checkpoint").exists()
    assert not (files / "checkpoint.trusted").exists()
    user.start("up", *ON, "--node", POLITIE, "--data", f"data/{POLITIE}", until=f"{ZVH}: 1 regels, 1 nieuw")
    trusted = (files / "checkpoint.trusted").read_bytes()
    assert trusted == (files / "checkpoint").read_bytes()
    assert all(f"getuige/{org}".encode() in trusted for org in (POLITIE, GEMEENTE))
