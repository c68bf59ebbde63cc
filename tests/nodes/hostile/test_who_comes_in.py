"""Logging in as another, and taking so much of a server that others get none: refused, in the log, and the others go on."""

import asyncio
import os
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import nats.errors
import nkeys
import pytest
from nats.aio.client import Client
from nodes.hostile.conftest import Siege
from nodes.trying import as_org

from levensloop.infra.nodes.certificates import certificate_files, client_context
from levensloop.infra.nodes.credentials import Credentials, connect
from levensloop.infra.nodes.guards import MAX_CONNECTIONS
from support.waiting import PATIENCE, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _quiet(error: Exception) -> None:
    """It is raised as well."""


ONCE: dict[str, Any] = {"allow_reconnect": False, "connect_timeout": PATIENCE, "error_cb": _quiet}
ZVH, ORG, OTHER = "zvh-haaglanden", "om-haaglanden", "reclassering-haaglanden"


async def test_a_key_that_the_network_does_not_know(siege: Siege) -> None:
    network = siege.world.network
    tls = client_context(certificate_files(network.keys, ORG))
    shown = Credentials(bytes(nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)).decode(), tls)
    with pytest.raises(nats.errors.Error, match="Authorization Violation"):
        await connect(network.hub.url, shown, **ONCE)
    await _said(network.hub.log, "authentication error")


async def test_another_organisations_node(siege: Siege) -> None:
    network = siege.world.network
    with pytest.raises(nats.errors.Error, match="Authorization Violation"):
        await connect(network.url(ZVH), network.credentials(ORG), **ONCE)
    await _said(network.server(ZVH).log, "authentication error")


async def test_more_connections_than_an_organisation_has(siege: Siege) -> None:
    """The last are refused; another organisation comes in as before, and its command is answered."""
    network = siege.world.network
    async with AsyncExitStack() as stack:
        refused = 0
        for _ in range(MAX_CONNECTIONS + 3):
            try:
                nc = await network.connect(ORG, **ONCE)
            except (OSError, nats.errors.Error):
                refused += 1
            else:
                stack.push_async_callback(nc.close)
        assert refused >= 3
        await _said(network.hub.log, "maximum account active connections exceeded")
        async with as_org(network, OTHER) as nc:
            assert await _served(nc, OTHER)
    await eventually(lambda: _comes_in(siege), "it comes in again")


async def test_more_subscriptions_than_a_connection_has(siege: Siege) -> None:
    async with as_org(siege.world.network, ORG) as nc:
        for number in range(5000):
            await nc._send_command(f"SUB _INBOX.flood.{number} {number + 1000}\r\n".encode())
        await nc._flush_pending()  # its answer may not come any more: what is too much ends the connection
        await _said(siege.world.network.hub.log, "maximum subscriptions exceeded")
        assert await _served(siege.world.clients[OTHER], OTHER)


@pytest.mark.parametrize(
    ("line", "logged"),
    [
        (b"PUB x 2000000\r\n", "maximum payload exceeded"),
        (b"PUB " + b"x" * 8192, "maximum control line exceeded"),
        (b"\x00\xff nonsense\r\n", "parser ERROR"),
        (b"PUB cmd.zvh-haaglanden.om-haaglanden.plan.x -1\r\n\r\n", "Bad or Missing Size"),
    ],
)
async def test_what_the_protocol_does_not_have(siege: Siege, line: bytes, logged: str) -> None:
    nc = await siege.world.network.connect(ORG, **ONCE)
    await nc._send_command(line)
    await nc._flush_pending()
    await eventually(lambda: nc.is_closed, "the server closes it")
    await _said(siege.world.network.hub.log, logged)


async def test_a_flood_of_commands(siege: Siege) -> None:
    """Every one is answered, and another organisation in the midst of it too."""
    nc, other = siege.world.clients[ORG], siege.world.clients[OTHER]
    flood = [asyncio.create_task(_served(nc, ORG)) for _ in range(1500)]
    assert await _served(other, OTHER)
    assert all(await asyncio.gather(*flood))


async def _served(nc: Client, org: str) -> bool:
    reply = await nc.request(f"cmd.{ZVH}.{org}.signals.RaiseSignal", b"{}", timeout=60)
    return b"INV-9" in reply.data  # answered: it is not signed


async def _comes_in(siege: Siege) -> bool:
    try:
        async with as_org(siege.world.network, ORG, **ONCE) as nc:
            return await _served(nc, ORG)
    except (OSError, nats.errors.Error):
        return False


async def _said(log: Path, text: str) -> None:
    await eventually(lambda: text in log.read_text(encoding="utf-8"), f"{log} says {text!r}")
