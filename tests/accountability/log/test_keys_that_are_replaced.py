"""The key that signs a log, and that of a witness, are replaced while all runs: what was signed before stays believed."""

import io
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
import yaml
from accountability.log.test_witnesses import served
from nats.aio.client import Client

from levensloop.audit.giving.bundle import WHAT, Wanted, write_bundle
from levensloop.audit.log.reading import LogReader, read_log
from levensloop.audit.log.signing import log_signers, log_verifier, trust_text, witness_signer
from levensloop.audit.log.witness import FoundOut, Witness
from levensloop.cli.noting_keys import replaced
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.refusal import Refusal
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging import client
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node, learn
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.keys_in_topology import replace_noting_key
from levensloop.infra.secrecy.log_keys import log_key_file, read_log_keys
from levensloop.verifier.note import Note, sign
from levensloop.verifier.steps import Failed
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked, verify
from support.log_at_work import checkpoints, write
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, POLITIE, actor
from support.waiting import PATIENCE, eventually

WHO = "technisch beheerder"
WITNESSES = (POLITIE, GEMEENTE)


class World:
    """A ZVH that signs, its two witnesses, and the topology in a file."""

    def __init__(self, network: Network, node: Node, clock: VirtualClock, directory: Path, at: dict[str, Client]):
        self.network, self.node, self._clock, self._at = network, node, clock, at
        self.file = directory / "network.yaml"
        told = network.topology.model_dump(mode="json", exclude_defaults=True)
        self.file.write_text(yaml.safe_dump(told, allow_unicode=True))
        self.witnesses = {org: self.witness(org, self.topology, directory) for org in WITNESSES}

    @property
    def topology(self) -> Topology:
        return load_topology(self.file)

    def witness(self, org: str, topology: Topology, directory: Path) -> Witness:
        signer = witness_signer(topology, org, self.network.keys)
        return Witness(topology, HAAGLANDEN, org, signer, directory / org, self._clock)

    def told(self, *orgs: str) -> None:
        """The node, and these witnesses, take the topology over."""
        learn(self.node, self.topology)
        for org in orgs:
            self.witnesses[org].learn(self.topology, witness_signer(self.topology, org, self.network.keys))

    def later(self) -> datetime:
        self._clock.advance(self._clock.now() + timedelta(minutes=10))
        return self._clock.now()

    async def signed(self) -> Note:
        """Something more, signed; the note."""
        self.later()
        await write(self.node, 3)
        answer: object = None

        async def there() -> bool:
            nonlocal answer
            answer = await client.ask(self.node.nc, HAAGLANDEN, HAAGLANDEN, "audit", "grow", {}, PATIENCE)
            return not isinstance(answer, Refusal)

        await eventually(there, "it is signed")
        assert isinstance(answer, dict)
        return Note.parse(answer["checkpoint"].encode())

    async def look(self, *orgs: str) -> None:
        self.later()
        for org in orgs or WITNESSES:
            await self.witnesses[org].look(self._at[org])

    async def bundle(self) -> bytes:
        reader = await read_log(self.node, LogPurpose.LAWFULNESS, actor(HAAGLANDEN, CHAIR), what=WHAT)
        await self.signed()
        await self.look()
        file = io.BytesIO()
        await write_bundle(self.node, reader, Wanted(), LogPurpose.LAWFULNESS, file)
        return file.getvalue()

    def failure(self, data: bytes, trust: str) -> str | None:
        """What fails first for an auditor with this trust file, by name."""
        asked = Asked(Believed.parse(trust.encode()), int(self._clock.now().timestamp()))
        found = [step for step in verify(io.BytesIO(data), asked) if isinstance(step, Failed)]
        return found[0].name if found else None

    def trust(self) -> str:
        return trust_text(self.topology, HAAGLANDEN)


@pytest_asyncio.fixture
async def world(network: Network, node: Node, clock: VirtualClock, tmp_path: Path) -> AsyncIterator[World]:
    at = {org: await network.connect(org) for org in WITNESSES}
    async with served(network, node):
        yield World(network, node, clock, tmp_path, at)
    for nc in at.values():
        await nc.close()


def by(note: Note, topology: Topology) -> bool:
    """Whether the key that this topology names signed it."""
    return any(signature.by(log_verifier(topology, HAAGLANDEN)) for signature in note.signatures)


async def test_a_key_is_replaced_while_all_runs_and_a_bundle_over_both_verifies(world: World) -> None:
    before, old_trust = world.topology, world.trust()
    await world.signed()
    await world.look()
    old_bundle = await world.bundle()
    await replaced(world.node, world.file, WHO, "planned")
    assert by(await world.signed(), before), "until the node takes the topology over, the old one signs"
    world.told(*WITNESSES)
    note = await world.signed()
    assert by(note, world.topology)
    assert not by(note, before)
    await world.look()
    data = await world.bundle()
    assert world.failure(data, world.trust()) is None
    assert world.failure(data, old_trust) is None, "the old key vouches for the new"
    assert data.count(b'{"succession":') == 1
    assert world.trust().count("[[key]]") == 2
    assert world.failure(old_bundle, world.trust()) is None, "a bundle of before verifies on"


async def test_wgs_1_8_4_it_is_in_the_log_before_it_is_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = world.file.read_text()
    old = log_verifier(world.topology, HAAGLANDEN)

    async def full(*accounts: object) -> None:
        raise EventStoreError("vol")

    with monkeypatch.context() as patched:
        patched.setattr(type(world.node.accounts), "write", full)
        with pytest.raises(EventStoreError):
            await replaced(world.node, world.file, WHO, "planned")
    assert world.file.read_text() == before
    assert len(read_log_keys(log_key_file(world.network.keys, HAAGLANDEN))) == 1
    await replaced(world.node, world.file, WHO, "stolen", world.later())
    stored = await world.node.accounts.store.load(subjects.audit(Operation.ALTER, None))
    (kept,) = await world.node.accounts.read(stored)
    found = kept.account
    assert (found.what, found.functionary, found.capacity) == ("log-key-replace", WHO, Capacity.MAINTAINING)
    assert found.codes == ("stolen", old.id.hex())


async def test_without_the_word_of_the_old_one_an_auditor_has_to_be_told(world: World) -> None:
    """Stolen: it is not asked for its word, and what only it signed since counts no more."""
    old_trust = world.trust()
    await world.signed()
    await world.look()
    await replaced(world.node, world.file, WHO, "stolen", world.later())
    assert len(read_log_keys(log_key_file(world.network.keys, HAAGLANDEN))) == 1
    world.told(*WITNESSES)
    await world.signed()
    await world.look()
    data = await world.bundle()
    assert data.count(b'{"succession":') == 0
    assert world.failure(data, world.trust()) is None
    assert world.failure(data, old_trust) == "NotSigned"
    assert await LogReader(world.node).successions(10_000) == []


async def test_what_the_thief_has_signed_since_is_refused(world: World) -> None:
    await world.signed()
    old = world.topology
    stolen = world.later()
    data = await world.bundle()  # signed and seen after it was stolen
    assert world.failure(data, world.trust()) is None
    await replaced(world.node, world.file, WHO, "stolen", stolen)
    assert world.failure(data, world.trust()) == "KeyRevoked"
    assert old.organisation(HAAGLANDEN).log_key != world.topology.organisation(HAAGLANDEN).log_key


async def test_a_lost_key_is_replaced_on_a_node_that_runs_and_meanwhile_nothing_is_signed(world: World) -> None:
    await world.signed()
    await world.look()
    log_key_file(world.network.keys, HAAGLANDEN).unlink()
    await write(world.node, 3)
    answer = await client.ask(world.node.nc, HAAGLANDEN, HAAGLANDEN, "audit", "grow", {}, PATIENCE)
    assert isinstance(answer, Refusal)
    assert ".log.key" in answer.message
    with pytest.raises(OrganisationKeyProblem):
        await replaced(world.node, world.file, WHO, "planned")
    await replaced(world.node, world.file, WHO, "lost")
    world.told(*WITNESSES)
    assert by(await world.signed(), world.topology)
    await world.look()
    assert world.failure(await world.bundle(), world.trust()) is None


async def test_a_witness_does_not_cosign_by_another_key_until_its_own_topology_names_it(world: World) -> None:
    await world.signed()
    await world.look()
    await replaced(world.node, world.file, WHO, "planned")
    world.told(GEMEENTE)
    await world.signed()
    with pytest.raises(NodesError, match=r"geen handtekening.*neem dan de nieuwe topologie over"):
        await world.look(POLITIE)
    await world.look(GEMEENTE)
    world.told(POLITIE)
    await world.look(POLITIE)
    last = await checkpoints(world.node).last()
    assert last is not None
    trusted = await LogReader(world.node).trusted()
    assert trusted is not None
    assert trusted.checkpoint == last.checkpoint


async def test_another_key_is_no_way_to_another_history(
    world: World, network: Network, root: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the new key, which all are told, the node shows another tree of the same size: who saw the first still finds out."""
    await world.signed()
    await world.look()
    await replaced(world.node, world.file, WHO, "lost")
    world.told(*WITNESSES)
    await world.signed()
    await world.look(POLITIE)
    seen = world.witnesses[POLITIE].seen
    assert seen is not None

    async def another(nc: Client, *asked: object) -> object:
        name, size, root, *rest = seen.text.split("\n")
        text = "\n".join((name, size, ("B" if root[0] == "A" else "A") + root[1:], *rest))
        forged = sign(text, log_signers(world.topology, HAAGLANDEN, network.keys)[0])
        return {"checkpoint": forged.format().decode(), "proof": []}

    monkeypatch.setattr(client, "ask", another)
    with pytest.raises(FoundOut):
        await world.witnesses[POLITIE].look(root)


async def test_a_witness_replaces_its_key_and_goes_on_from_what_it_saw(world: World) -> None:
    await world.signed()
    await world.look()
    first = await LogReader(world.node).trusted()
    before = world.witnesses[POLITIE].seen
    replace_noting_key(world.file, world.network.keys, POLITIE, "witness_key", world.later(), keep=False)
    with pytest.raises(OrganisationKeyProblem):
        witness_signer(world.node.told.topology, POLITIE, world.network.keys)
    world.told(POLITIE)
    assert (await LogReader(world.node).trusted()) == first, "what the old one cosigned counts on"
    await world.look(POLITIE)
    after = world.witnesses[POLITIE].seen
    assert after is not None
    assert before is not None
    assert after.text == before.text
    new = witness_signer(world.topology, POLITIE, world.network.keys).verifier
    assert any(signature.by(new) for signature in after.signatures)
    assert not any(signature.by(new) for signature in before.signatures)
    await world.signed()
    await world.look()
    data = await world.bundle()
    assert world.failure(data, world.trust()) is None
    stolen = world.trust().replace("until = 2026-03-03", "revoked = 2026-03-02")
    assert world.failure(data, stolen) is None


async def test_the_old_key_of_a_witness_counts_no_more(world: World) -> None:
    await world.signed()
    replace_noting_key(world.file, world.network.keys, POLITIE, "witness_key", world.later(), keep=False)
    learn(world.node, world.topology)
    with pytest.raises(NodesError, match="medeondertekening"):
        await world.look(POLITIE)
