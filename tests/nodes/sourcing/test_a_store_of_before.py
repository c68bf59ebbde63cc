"""An older copy in the place of a store is found by how far it came, and what is sent after going on with it arrives all the same."""

import asyncio
import shutil
from pathlib import Path

import pytest
from nodes.trying import as_org, contents, holds

from levensloop.infra.messaging.reached import (
    StoreOlder,
    beyond,
    check,
    keep,
    kept,
    looked_at,
    older,
    reached,
    reached_file,
)
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.network import Network

ZVH, PARTNER = "zvh-haaglanden", "politie-haaglanden"
FAR = looked_at(ZVH, zvh=True)
OUT, INBOX = f"OUT_{ZVH}", f"INBOX_{PARTNER}"


async def _write(network: Network, numbers: range) -> None:
    async with as_org(network, ZVH) as zvh:
        for number in numbers:
            await zvh.jetstream().publish(f"out.{PARTNER}.c", b"%d" % number)


async def test_what_is_sent_with_an_older_store_arrives(own_network: Network, tmp_path: Path) -> None:
    store, copy = own_network.directory / ZVH / "jetstream", tmp_path / "copy"
    async with as_org(own_network, PARTNER) as partner:
        await _write(own_network, range(3))
        await holds(partner, INBOX, 3)
        await own_network.stop(ZVH)
        await asyncio.to_thread(shutil.copytree, store, copy)
        await own_network.start(ZVH)
        await _write(own_network, range(3, 12))
        await holds(partner, INBOX, 12)
        async with as_org(own_network, ZVH) as zvh:
            was = await reached(zvh, FAR)
        await own_network.stop(ZVH)
        await asyncio.to_thread(shutil.rmtree, store)
        await asyncio.to_thread(shutil.copytree, copy, store)
        await own_network.start(ZVH)
        async with as_org(own_network, ZVH) as zvh:
            now = await reached(zvh, FAR)
            assert older(was, now)[OUT] == (now[OUT], now[OUT] + 9)
            raised = await beyond(zvh, ZVH, was, margin=2)
            assert raised == {OUT: was[OUT] + 2, f"MOVE_{ZVH}": was[f"MOVE_{ZVH}"] + 2}
            assert older(was, await reached(zvh, FAR)).keys().isdisjoint(raised)
        await _write(own_network, range(100, 104))
        await holds(partner, INBOX, 16)
        assert [int(data) for _, data in await contents(partner, INBOX)] == [*range(12), *range(100, 104)]


def test_how_far_it_came_is_kept_and_compared(tmp_path: Path) -> None:
    file = reached_file(tmp_path, ZVH)
    assert kept(file) == {}
    check(file, ZVH, {OUT: 3})
    keep(file, {OUT: 3, "LOG": 9})
    assert file.stat().st_mode & 0o077 == 0
    for as_far in ({OUT: 3, "LOG": 9}, {OUT: 4, "LOG": 10, "new": 0}):
        check(file, ZVH, as_far)
    for behind in ({OUT: 2, "LOG": 10}, {"LOG": 9}, {}):
        with pytest.raises(StoreOlder, match=f"{OUT} komt tot .*, en kwam tot 3"):
            check(file, ZVH, behind)
    file.write_text("no file of ours")
    with pytest.raises(NodesError, match="niet te lezen"):
        check(file, ZVH, {OUT: 3})
