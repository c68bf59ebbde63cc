"""WGS-1.8-4, WGS-1.10: a bundle out of a real node's log is verified by who has nothing but the file and whom to believe."""

import io
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from nats.aio.client import Client

from levensloop.audit.giving.bundle import WHAT, NoBundle, Wanted, write_bundle
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import Entry, LogReader, read_log
from levensloop.audit.log.signing import policy_of, trust_text, witness_signer
from levensloop.audit.records.authorised import authorisations
from levensloop.contracts import subjects
from levensloop.contracts.accountability import WHO_ACTED_DESTROYED, Capacity, LogPurpose, Operation
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.log_names import log_name
from levensloop.contracts.papers import digest, papers
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.verifier.bundle_lines import State
from levensloop.verifier.bundle_scope import Period
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Failed, Proven, Said
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked, Step, verify
from support.log_at_work import checkpoints, directory_of, growing
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, POLITIE, actor

A, B = uuid4(), uuid4()
WITNESSES = (POLITIE, GEMEENTE)


class Log:
    """A node's log at work, with witnesses that sign when told."""

    def __init__(self, node: Node, clock: VirtualClock, grower: Grower) -> None:
        self.node, self._clock, self._grower = node, clock, grower

    async def looked(self, case: UUID | None, times: int = 1) -> None:
        """Somebody of the police looked."""
        for _ in range(times):
            self._clock.advance(self._clock.now() + timedelta(minutes=1))
            who = (POLITIE, "wijkagent", Capacity.EXECUTING)
            await self.node.accountant.keep(
                self.node.accountant.record(Operation.CONSULT, "inclusion.case", *who, case=case)
            )

    async def signed(self) -> bytes:
        """By the log, and by its witnesses; the note."""
        last = await self._grower.caught_up()
        assert last is not None
        self._clock.advance(self._clock.now() + timedelta(minutes=1))
        for witness in WITNESSES:
            signer = witness_signer(self.node.told.topology, witness, self.node.keys)
            note = cosign(last.note, signer, int(self._clock.now().timestamp()))
            await checkpoints(self.node).cosign(witness, note)
        trusted = await LogReader(self.node).trusted()
        assert trusted is not None
        return trusted.note.format()

    async def bundle(self, wanted: Wanted) -> bytes:
        """As the command makes it: the reading is recorded, and signed, first."""
        reader = await read_log(self.node, LogPurpose.LAWFULNESS, actor(HAAGLANDEN, CHAIR), what=WHAT, case=wanted.case)
        await self.signed()
        file = io.BytesIO()
        await write_bundle(self.node, reader, wanted, LogPurpose.LAWFULNESS, file)
        return file.getvalue()

    def asked(self, kept: bytes | None = None) -> Asked:
        believed = Believed(policy_of(self.node.told.topology, HAAGLANDEN), log_name(HAAGLANDEN))
        return Asked(believed, int(self._clock.now().timestamp()), kept)

    def now(self) -> datetime:
        self._clock.advance(self._clock.now() + timedelta(minutes=1))
        return self._clock.now()


@pytest_asyncio.fixture
async def log(node: Node, clock: VirtualClock) -> AsyncIterator[Log]:
    grower = Grower(node, directory_of(node))
    async with growing(grower):
        yield Log(node, clock, grower)


def held(data: bytes, asked: Asked) -> list[Step]:
    found = list(verify(io.BytesIO(data), asked))
    assert not [step for step in found if isinstance(step, Failed)], found[-1]
    assert not [step for step in found if isinstance(step, Finding)]
    return found


def proven(steps: list[Step]) -> list[Proven]:
    return [step for step in steps if isinstance(step, Proven)]


async def test_wgs_1_10_one_case_with_the_record_of_its_own_reading(log: Log) -> None:
    for case in (A, B, A):
        await log.looked(case)
    found = proven(held(await log.bundle(Wanted(A)), log.asked()))
    assert [one.account.what for one in found] == ["inclusion.case", "inclusion.case", WHAT]
    assert {one.account.case for one in found} == {A}
    assert [one.functionary for one in found] == ["wijkagent", "wijkagent", CHAIR]


async def test_a_complete_case_opens_nothing_of_another(log: Log) -> None:
    for case in (A, B, A):
        await log.looked(case)
    steps = held(await log.bundle(Wanted(A, complete=True)), log.asked())
    opened = [one for one in proven(steps) if one.functionary is not None]
    assert {one.account.case for one in opened} == {A}
    assert len(proven(steps)) > len(opened)
    assert any("meer regels over deze casus dan deze zijn er niet" in s.text for s in steps if isinstance(s, Said))


async def test_the_whole_log_continues_what_the_auditor_kept(log: Log) -> None:
    await log.looked(A, 3)
    kept = await log.signed()
    await log.looked(B, 4)
    data = await log.bundle(Wanted(earlier=kept))
    assert len(proven(held(data, log.asked(kept)))) == data.count(b'"record":')


async def test_a_period_lies_between_what_witnesses_saw(log: Log) -> None:
    await log.looked(A, 2)
    await log.signed()
    since = log.now()
    await log.looked(B, 3)
    until = log.now()
    await log.signed()
    await log.looked(A, 2)
    found = proven(held(await log.bundle(Wanted(period=(since, until))), log.asked()))
    assert [one.account.case for one in found] == [B, B, B]


async def test_a_period_brings_the_proof_of_what_was_destroyed_after_it(log: Log) -> None:
    """WGS-1.8-7."""
    since = log.now()
    await log.looked(B, 2)
    until = log.now()
    await log.signed()
    content = (await log.node.vault.keys.to_encrypt(B, Use.ACCOUNT, [HAAGLANDEN])).current(HAAGLANDEN)
    assert content is not None
    await log.node.vault.keys.destroy(Scope(Use.ACCOUNT, B, HAAGLANDEN))
    unproven = await log.bundle(Wanted(B))
    refused = list(verify(io.BytesIO(unproven), log.asked()))[-1]
    assert isinstance(refused, Failed)
    assert refused.name == "ErasureUnproven"
    me = (HAAGLANDEN, SYSTEM, Capacity.MAINTAINING)
    told = log.node.accountant.record(Operation.ERASE, WHO_ACTED_DESTROYED, *me, codes=(content.kid,))
    await log.node.accountant.keep(told)
    found = proven(held(await log.bundle(Wanted(period=(since, until))), log.asked()))
    assert [(one.state, one.functionary) for one in found if one.account.case == B] == [(State.ERASED, None)] * 2
    assert found[-1].account.what == WHO_ACTED_DESTROYED


async def test_without_the_files_of_the_log_it_is_made_from_the_log_itself(log: Log, tmp_path: Path) -> None:
    await log.looked(A, 300)
    before = await log.bundle(Wanted(A))
    for file in directory_of(log.node).rglob("*"):
        if file.is_file() and "tile" in file.parts:
            file.unlink()
    reader = LogReader(log.node)
    again = io.BytesIO()
    made = await write_bundle(log.node, reader, Wanted(A), LogPurpose.LAWFULNESS, again)
    assert made.records[State.OPENED] == 301
    assert again.getvalue().splitlines()[-2] == before.splitlines()[-2]
    held(again.getvalue(), log.asked())


def test_the_trust_file_has_the_hashes_of_the_matrix_and_the_register(node: Node) -> None:
    found = Believed.parse(trust_text(node.told.topology, HAAGLANDEN).encode())
    assert found.origin == log_name(HAAGLANDEN)
    assert found.papers == {name: digest(text) for name, text in papers().items()}


async def test_without_a_checkpoint_there_is_no_bundle(node: Node) -> None:
    with pytest.raises(NoBundle):
        await write_bundle(node, LogReader(node), Wanted(), LogPurpose.LAWFULNESS, io.BytesIO())


class Cut(LogReader):
    """Of a store out of which an administrator took the third entry."""

    async def entries(self, first: int = 0, end: int | None = None) -> AsyncGenerator[Entry, None]:
        async with aclosing(super().entries(first, end)) as entries:
            async for entry in entries:
                if entry.index != 2:
                    yield Entry(entry.index - (entry.index > 2), entry.message)


async def test_what_was_taken_out_of_the_store_makes_a_bundle_that_is_refused_or_none(log: Log) -> None:
    await log.looked(A, 5)
    await log.signed()
    file = io.BytesIO()
    await write_bundle(log.node, Cut(log.node), Wanted(), LogPurpose.LAWFULNESS, file)
    refused = list(verify(io.BytesIO(file.getvalue()), log.asked()))[-1]
    assert isinstance(refused, Failed)
    assert (refused.name, refused.index) == ("InclusionRefused", 2)
    for tile in directory_of(log.node).glob("tile/*/*"):
        shutil.rmtree(tile) if tile.is_dir() else tile.unlink()
    with pytest.raises(NoBundle, match="past niet bij zijn eigen controlepunt"):
        await write_bundle(log.node, Cut(log.node), Wanted(), LogPurpose.LAWFULNESS, io.BytesIO())


async def test_wgs_1_8_2_who_might_do_what_goes_along_and_cannot_be_changed(log: Log, root: Client) -> None:
    """WGS-1.8-2: the text of the authorisation that each record names; another text under its name is refused, wherever it was changed."""
    await log.looked(A)
    found = held(await log.bundle(Wanted(A)), log.asked())
    assert not any("teksten van wie wat mocht niet bij zich" in step.text for step in found if isinstance(step, Said))
    (one,) = await authorisations(log.node)
    store = log.node.store(subjects.checkpoints_stream(HAAGLANDEN))
    (kept,) = await store.load(subjects.ALL_AUTHORISATIONS)
    await root.jetstream().delete_msg(store.stream, kept.seq)
    await store.append([NewMessage(kept.subject, one.text.replace(" politie ", " zvh ").encode())])
    refused = list(verify(io.BytesIO(await log.bundle(Wanted(A))), log.asked()))[-1]
    assert isinstance(refused, Failed)
    assert refused.name == "AuthorisationChanged"
    await store.append([NewMessage(kept.subject, one.text.encode())])  # beside the right one it hides nothing
    held(await log.bundle(Wanted(A)), log.asked())


def test_a_period_is_told_in_whole_seconds() -> None:
    moment = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
    assert Period(moment, moment + timedelta(seconds=1), 0, 1).asdict()["until"] == "2026-03-02T09:00:01Z"
