"""An nkey is replaced: the old one is out, the new one is in, and others go on."""

from pathlib import Path
from typing import Any

import pytest
from nats.errors import Error as NatsError
from nodes.pair import ZVH, running_pair

from levensloop.infra.nodes.credentials import (
    Credentials,
    audit_credentials,
    connect,
    credentials,
    provisioning_credentials,
)
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.keys_in_file import replace_nkey
from levensloop.infra.nodes.single import running_node
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from support.waiting import PATIENCE, eventually

OM = "om-haaglanden"


async def _quiet(error: Exception) -> None:
    """It is raised as well."""


ONCE: dict[str, Any] = {"allow_reconnect": False, "connect_timeout": PATIENCE, "error_cb": _quiet}


async def test_one_after_the_other_as_the_page_says(topology: Topology, tmp_path: Path) -> None:
    """Of a client of the hub, of who declares the streams of a node, and of a node's own services, which is the only one to restart."""
    async with running_pair(topology, tmp_path) as pair:
        services = await connect(pair.node.url, credentials(pair.now, pair.keys, ZVH))
        connection, pids = services.client_id, (pair.hub.pid, pair.node.pid)

        old = credentials(pair.now, pair.keys, OM)
        client = await connect(pair.hub.url, old, **ONCE)
        replace_nkey(pair.file, pair.keys, OM, "public_key")
        await pair.take_over()
        await eventually(lambda: not client.is_connected, "who has the old key is put out")
        await _refused(pair.hub.url, old)
        newer = await connect(pair.hub.url, credentials(pair.now, pair.keys, OM))

        old = provisioning_credentials(pair.now, pair.keys, ZVH)
        replace_nkey(pair.file, pair.keys, ZVH, "provisioning_key")
        await pair.take_over()
        await _refused(pair.node.url, old)

        old, audit = credentials(pair.now, pair.keys, ZVH), audit_credentials(pair.now, pair.keys, ZVH)
        replace_nkey(pair.file, pair.keys, ZVH, "public_key")
        replace_nkey(pair.file, pair.keys, ZVH, "audit_key")
        with pytest.raises(NodesError, match="herstart"):
            await pair.take_over()
        assert (services.client_id, services.is_connected) == (connection, True), "its services are not put out"
        assert (pair.hub.pid, pair.node.pid) == pids
        await _refused(pair.hub.url, old)
        await services.close()

        await pair.node.stop()
        async with running_node(load_topology(pair.file), ZVH, pair.home / ZVH, pair.keys) as node:
            pair.node = node
            await pair.linked()
            for each in (old, audit):
                await _refused(node.url, each)
            await (await connect(node.url, audit_credentials(load_topology(pair.file), pair.keys, ZVH))).close()
        assert newer.is_connected, "others notice nothing"
        assert pair.hub.pid == pids[0]
        await newer.close()


async def _refused(url: str, shown: Credentials) -> None:
    with pytest.raises(NatsError, match="Authorization Violation"):
        await connect(url, shown, **ONCE)
