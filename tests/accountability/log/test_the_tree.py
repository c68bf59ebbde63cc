"""WGS-1.8-4: a tree over the records, signed at least every minute and every so many records, the same again after any restart."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from nats.aio.client import Client

from levensloop.audit.log.files import locked
from levensloop.audit.log.grower import EVERY, WITHIN, Grower
from levensloop.audit.log.signing import policy_of
from levensloop.audit.log.tree import LogBroken
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node, learn
from levensloop.infra.nodes.network import Network
from levensloop.verifier.coverage import check_lines
from levensloop.verifier.policy import NONE, Policy
from levensloop.verifier.tile_reader import Tiles, in_directory
from support.log_at_work import checkpoints, directory_of, failure, growing, sizes, taken_in, write
from support.messaging import at_node
from support.waiting import eventually


def grower(node: Node, every: int = 10) -> Grower:
    return Grower(node, directory_of(node), every)


@pytest.fixture
def policy(node: Node) -> Policy:
    """Of who believes the log alone: witnesses are another test's."""
    return Policy(policy_of(node.told.topology, node.me).logs, {}, {}, NONE)


def test_a_minute_and_a_thousand_records_unless_asked_otherwise() -> None:
    assert (1000, timedelta(minutes=1)) == (EVERY, WITHIN)


async def test_so_many_new_records_are_signed_at_once_however_many_come(node: Node, policy: Policy) -> None:
    at_work = grower(node)
    async with growing(at_work):
        await at_work.look()  # which leaves one record, of who may do what
        await write(node, 8)
        await taken_in(node, at_work)
        assert await sizes(node) == []
        await write(node, 1)
        await eventually(lambda: at_work.last is not None, "ten are signed")
        await write(node, 37)
        await taken_in(node, at_work)
    assert await sizes(node) == [10, 20, 30, 40]
    assert failure(node, policy) is None


async def test_what_is_new_waits_a_minute_at_most(node: Node, clock: VirtualClock) -> None:
    at_work = grower(node)
    async with growing(at_work):
        await at_work.look()  # which leaves one record, of who may do what
        await write(node, 3)
        await taken_in(node, at_work)
        clock.advance(clock.now() + timedelta(seconds=59))
        await at_work.look()
        assert await sizes(node) == []
        clock.advance(clock.now() + timedelta(seconds=1))
        await at_work.look()
        assert await sizes(node) == [4]
        clock.advance(clock.now() + timedelta(hours=1))
        await at_work.look()
        assert await sizes(node) == [4]  # nothing new, nothing to sign
        await write(node, 1)
        await eventually(lambda: at_work.last is not None and at_work.last.checkpoint.size == 5, "signed as it came")
    assert await sizes(node) == [4, 5]


def directory_checkpoint(node: Node) -> bytes:
    return (directory_of(node) / "checkpoint").read_bytes()


async def test_the_files_are_the_records_in_order_and_the_newest_checkpoint_is_beside_them(
    node: Node, policy: Policy
) -> None:
    at_work = grower(node)
    async with growing(at_work):
        await write(node, 300)
        last = await at_work.caught_up()
    assert last is not None
    assert directory_checkpoint(node) == last.note.format()
    stored = await node.accounts.store.load(subjects.ALL_AUDIT)
    entries = list(Tiles(in_directory(directory_of(node)), last.checkpoint.size).entries())
    assert entries == [message.data for message in stored]
    check_lines(last.checkpoint.extensions, entries)
    assert failure(node, policy) is None


@pytest.mark.parametrize("unsigned", [0, 3, 260])
async def test_it_goes_on_after_a_restart_where_it_was(node: Node, policy: Policy, unsigned: int) -> None:
    first = grower(node, every=1000)
    async with growing(first):
        await write(node, 290)
        before = await first.caught_up()
        await write(node, unsigned)
        await taken_in(node, first)
    await write(node, 5)
    second = grower(node, every=1000)
    async with growing(second):
        after = await second.caught_up()
    assert before
    assert after
    assert after.checkpoint.size == before.checkpoint.size + unsigned + 5
    assert failure(node, policy, before) is None


@pytest.mark.parametrize("gone", ["everything", "a tile", "half a bundle"])
async def test_files_that_are_gone_are_made_anew_from_the_log(node: Node, policy: Policy, gone: str) -> None:
    first = grower(node, every=100)
    async with growing(first):
        await write(node, 300)
        before = await first.caught_up()
    match gone:
        case "everything":
            shutil.rmtree(directory_of(node))
        case "a tile":
            next((directory_of(node) / "tile" / "0").rglob("45")).unlink()
        case _:
            bundle = next((directory_of(node) / "tile" / "entries").rglob("45"))
            bundle.write_bytes(bundle.read_bytes()[:100])
    second = grower(node, every=100)
    async with growing(second):
        await write(node, 1)
        await second.caught_up()
    assert failure(node, policy, before) is None


async def test_a_log_that_was_changed_below_a_checkpoint_is_signed_no_more(node: Node, root: Client) -> None:
    first = grower(node)
    async with growing(first):
        await write(node, 12)
        await first.caught_up()
    await root.jetstream().delete_msg(node.accounts.store.stream, 5)
    shutil.rmtree(directory_of(node))
    with pytest.raises(LogBroken, match="een andere wortel"):
        await grower(node).run()


async def test_a_log_that_was_rolled_back_is_signed_no_more(node: Node, root: Client) -> None:
    first = grower(node)
    async with growing(first):
        await write(node, 12)
        await first.caught_up()
    store, js = node.accounts.store, root.jetstream()
    config = (await js.stream_info(store.stream)).config
    await js.delete_stream(store.stream)
    await js.add_stream(config)
    await write(node, 2)
    with pytest.raises(LogBroken, match="korter"):
        await grower(node).run()


async def test_checkpoints_that_were_rolled_back_are_found_by_the_one_that_was_shown(node: Node, root: Client) -> None:
    first = grower(node)
    async with growing(first):
        await write(node, 25)
        await first.caught_up()
    js, stream = root.jetstream(), subjects.checkpoints_stream(node.me)
    last = await checkpoints(node).last()
    assert last
    await js.delete_msg(stream, last.seq)
    with pytest.raises(LogBroken, match="bewaard is dat niet"):
        await grower(node).run()


async def test_a_checkpoint_by_another_hand_is_not_gone_on_from(node: Node) -> None:
    first = grower(node)
    async with growing(first):
        await write(node, 3)
        await first.caught_up()
    last = await checkpoints(node).last()
    assert last
    forged = type(last.note)(last.note.text.replace("\n4\n", "\n3\n"), last.note.signatures)
    await checkpoints(node).keep(forged, last.position, last.at, last)
    with pytest.raises(LogBroken, match="niet door dit logboek ondertekend"):
        await grower(node).run()


def test_a_directory_is_of_one_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path / "files") as first, locked(tmp_path / "files") as second:
        assert (first, second) == (True, False)
    with locked(tmp_path / "files") as again:
        assert again


async def test_two_instances_on_one_directory_take_turns(network: Network, node: Node, policy: Policy) -> None:
    async with at_node(network, clock=node.clock, data=node.data) as other:
        first, second = grower(node), grower(other)
        async with growing(first):
            await eventually(lambda: first.tree is not None, "the first works")
            await first.look()  # which leaves one record, of who may do what
            async with growing(second):
                await write(node, 30)
                await taken_in(node, first)
                assert second.tree is None
        async with growing(second):
            await write(node, 30)
            await taken_in(node, second)
    assert await sizes(node) == [10, 20, 30, 40, 50, 60]
    assert failure(node, policy) is None


async def test_two_instances_with_files_of_their_own_sign_one_history(
    network: Network, node: Node, tmp_path: Path, policy: Policy
) -> None:
    async with at_node(network, clock=node.clock, data=tmp_path / "elsewhere") as other:
        first, second = grower(node), grower(other)
        async with growing(first, second) as tasks:
            for _ in range(6):
                await write(node, 17)
            await taken_in(node, first)
            await taken_in(other, second)
            await first.caught_up()
            await second.caught_up()
            assert not any(task.done() for task in tasks)
        assert failure(node, policy) is None
        assert failure(other, policy) is None
    found = await sizes(node)
    assert found == sorted(set(found))


async def test_another_version_of_who_may_do_what_has_a_record(network: Network, node: Node) -> None:
    at_work = grower(node)
    topology = network.topology
    async with growing(at_work):
        await at_work.look()
        learn(node, topology.model_copy(update={"organisations": topology.organisations[:-1]}))
        await at_work.look()
        await at_work.look()
    found = await node.accounts.store.load(subjects.audit(Operation.AUTHORISE, None))
    versions = [kept.account.authorisation for kept in await node.accounts.read(found)]
    assert len(versions) == len(set(versions)) == 2


async def test_a_store_that_is_away_for_a_while_is_waited_for(network: Network, node: Node, policy: Policy) -> None:
    at_work = grower(node)
    async with growing(at_work) as tasks:
        await write(node, 5)
        await at_work.caught_up()
        await network.stop(node.me)
        await network.start(node.me)
        await eventually(lambda: node.nc.is_connected, "the connection is back")
        await write(node, 20)
        await taken_in(node, at_work)
        await at_work.caught_up()
        assert not any(task.done() for task in tasks)
    assert failure(node, policy) is None
