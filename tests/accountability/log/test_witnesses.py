"""Witnesses cosign what continues the last that they saw, and nothing else; enough of them make a checkpoint trusted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from nats.aio.client import Client

from levensloop.audit.app import app
from levensloop.audit.log.signing import policy_of, witness_signer
from levensloop.audit.log.witness import FoundOut, Witness
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.contracts.log_names import witness_name
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import RunningService, running
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.network import Network
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.note import Note
from levensloop.verifier.verify import Trust, checkpoint_failure
from support.log_at_work import checkpoints, directory_of, failure, write
from support.messaging import at_node, desk
from support.samples.world import GEMEENTE, HAAGLANDEN, OM, POLITIE
from support.waiting import PATIENCE, eventually


@asynccontextmanager
async def served(network: Network, node: Node) -> AsyncIterator[RunningService]:
    """The accountability service at work, known at the hub too."""
    async with running(app(node)) as service:
        async with desk(network, reaches=False) as police:
            await police.reaches("audit")
        yield service


async def grown(network: Network, number: int) -> dict[str, object] | Refusal:
    """So many records more, all of them signed."""
    async with at_node(network) as here:
        await write(here, number)
        await eventually(lambda: _has_tree(here), "there is a tree")
        return await client.ask(here.nc, HAAGLANDEN, HAAGLANDEN, "audit", "grow", {}, PATIENCE)


async def _has_tree(node: Node) -> bool:
    return not isinstance(await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "audit", "grow", {}, PATIENCE), Refusal)


def witness(network: Network, org: str, directory: Path, clock: VirtualClock) -> Witness:
    signer = witness_signer(network.topology, org, network.keys)
    return Witness(network.topology, HAAGLANDEN, org, signer, directory / org, clock)


@pytest_asyncio.fixture
async def politie(network: Network) -> AsyncIterator[Client]:
    nc = await network.connect(POLITIE)
    yield nc
    await nc.close()


@pytest_asyncio.fixture
async def gemeente(network: Network) -> AsyncIterator[Client]:
    nc = await network.connect(GEMEENTE)
    yield nc
    await nc.close()


async def test_two_of_two_make_a_checkpoint_trusted_and_one_does_not(
    network: Network, node: Node, tmp_path: Path, clock: VirtualClock, politie: Client, gemeente: Client
) -> None:
    policy = policy_of(network.topology, HAAGLANDEN)
    async with served(network, node):
        await grown(network, 20)
        first, second = (witness(network, org, tmp_path, clock) for org in (POLITIE, GEMEENTE))
        looked = await first.look(politie)
        assert (looked.size, looked.new) == (21, 21)
        one = checkpoint_failure((directory_of(node) / "checkpoint").read_bytes(), Trust(policy))
        assert one is not None
        assert one.name == "QuorumMissed"
        assert not (directory_of(node) / "checkpoint.trusted").exists()
        await second.look(gemeente)
    assert failure(node, policy) is None
    assert (directory_of(node) / "checkpoint.trusted").read_bytes() == (directory_of(node) / "checkpoint").read_bytes()
    last = await checkpoints(node).last()
    assert last is not None
    assert {s.name for s in last.note.signatures} >= {witness_name(POLITIE), witness_name(GEMEENTE)}


async def test_a_witness_that_was_away_catches_up_in_one_look(
    network: Network, node: Node, tmp_path: Path, clock: VirtualClock, politie: Client
) -> None:
    here = witness(network, POLITIE, tmp_path, clock)
    async with served(network, node):
        await grown(network, 3)
        assert (await here.look(politie)).new == 4
        for number in (1, 300, 700):
            await grown(network, number)
        assert (await here.look(politie)).new == 1001
        again = await here.look(politie)
        assert (again.size, again.new) == (1005, 0)


async def test_who_was_cut_off_before_its_cosignature_arrived_sends_it_again(
    network: Network, node: Node, tmp_path: Path, clock: VirtualClock, politie: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = witness(network, POLITIE, tmp_path, clock)
    asked = client.ask

    async def cut_off(nc: Client, zvh: str, org: str, service: str, view: str, body: dict[str, object]) -> object:
        if view == "cosign":
            raise Unanswered(view, zvh)
        return await asked(nc, zvh, org, service, view, body)

    async with served(network, node):
        await grown(network, 3)
        with monkeypatch.context() as patched:
            patched.setattr(client, "ask", cut_off)
            with pytest.raises(Unanswered):
                await here.look(politie)
        await here.look(politie)
    last = await checkpoints(node).last()
    assert last is not None
    assert here.seen is not None
    assert set(here.seen.signatures) == set(last.note.signatures)


async def test_who_is_no_witness_is_shown_nothing(network: Network, node: Node) -> None:
    async with served(network, node):
        await grown(network, 3)
        nc = await network.connect(OM)
        for view, body in (("checkpoint", {}), ("cosign", {"checkpoint": "x"}), ("grow", {})):
            answer = await client.ask(nc, HAAGLANDEN, OM, "audit", view, body)
            assert isinstance(answer, Refusal)
            assert answer.rule == ("INV-6" if view == "grow" else "WGS-1.8-4")
        kept = await node.accounts.read(await node.accounts.store.load(subjects.audit(Operation.REFUSE, None)))
        assert [(one.account.organisation, one.account.what, one.account.rule) for one in kept] == [
            (OM, "audit.checkpoint", "WGS-1.8-4"),
            (OM, "audit.cosign", "WGS-1.8-4"),
            (OM, "audit.grow", "INV-6"),
        ]
        await nc.close()


async def test_a_cosignature_that_is_none_or_of_another_checkpoint_is_not_kept(
    network: Network, node: Node, tmp_path: Path, clock: VirtualClock, politie: Client
) -> None:
    async with served(network, node):
        await grown(network, 3)
        here = witness(network, POLITIE, tmp_path, clock)
        await here.look(politie)
        assert here.seen is not None
        own = here.seen
        other = Note(own.text.replace("\n4\n", "\n5\n"), own.signatures)
        bare = Note(own.text, tuple(s for s in own.signatures if s.name != witness_name(POLITIE)))
        forged = Note(own.text, tuple(type(s)(s.name, s.key_id, bytes(len(s.value))) for s in own.signatures))
        for wrong, rule in ((other, "INV-4"), (bare, "INV-1"), (forged, "INV-1")):
            body = {"checkpoint": wrong.format().decode()}
            answer = await client.ask(politie, HAAGLANDEN, POLITIE, "audit", "cosign", body)
            assert isinstance(answer, Refusal)
            assert answer.rule == rule


@pytest.mark.parametrize("way", ["another history", "a shorter one", "as long"])
async def test_a_zvh_that_shows_two_histories_is_found_out(
    network: Network,
    node: Node,
    tmp_path: Path,
    clock: VirtualClock,
    politie: Client,
    gemeente: Client,
    root: Client,
    way: str,
) -> None:
    """With root on the node and the log's own key: the log is thrown away, and another is built and signed in its place."""
    here, there = (witness(network, org, tmp_path, clock) for org in (POLITIE, GEMEENTE))
    async with served(network, node):
        await grown(network, 20)
        await here.look(politie)
    for stream in (node.accounts.store.stream, f"CHECKPOINTS_{HAAGLANDEN}"):
        js = root.jetstream()
        config = (await js.stream_info(stream)).config
        await js.delete_stream(stream)
        await js.add_stream(config)
    async with at_node(network, clock=clock, data=tmp_path / "another") as other, served(network, other):
        await grown(network, {"another history": 30, "a shorter one": 10, "as long": 20}[way])
        with pytest.raises(FoundOut) as found:
            await here.look(politie)
        assert found.value.evidence.exists()
        with pytest.raises(FoundOut):  # and again: nothing is forgotten
            await here.look(politie)
        assert (await there.look(gemeente)).new > 0  # who never saw the first cannot tell
        head = (directory_of(other) / "checkpoint").read_bytes()
    missed = checkpoint_failure(head, Trust(policy_of(network.topology, HAAGLANDEN)))
    assert missed is not None
    assert missed.name == "QuorumMissed"
    assert here.seen is not None
    assert Checkpoint.parse(here.seen.text).size == 21


async def test_what_is_not_signed_by_the_log_is_not_cosigned(
    network: Network, node: Node, tmp_path: Path, clock: VirtualClock, politie: Client
) -> None:
    organisations = tuple(
        o.model_copy(
            update={"log_key": network.topology.organisation(POLITIE).witness_key} if o.id == HAAGLANDEN else {}
        )
        for o in network.topology.organisations
    )
    topology = network.topology.model_copy(update={"organisations": organisations})
    signer = witness_signer(network.topology, POLITIE, network.keys)
    here = Witness(topology, HAAGLANDEN, POLITIE, signer, tmp_path / POLITIE, clock)
    async with served(network, node):
        await grown(network, 3)
        with pytest.raises(Exception, match="geen handtekening"):
            await here.look(politie)
    assert here.seen is None


async def test_a_zvh_that_does_not_answer_is_an_error_and_nothing_is_seen(
    network: Network, tmp_path: Path, clock: VirtualClock, politie: Client
) -> None:
    here = witness(network, POLITIE, tmp_path, clock)
    with pytest.raises((Unanswered, NodesError)):
        await here.look(politie)
    assert here.seen is None
