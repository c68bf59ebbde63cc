"""WGS-1.10: an auditor's question to a node that runs: answered from its log, each row proven, and the asking itself in the log."""

from uuid import uuid4

import pytest
from accountability.test_records_in_the_log import account
from nats.aio.client import Client

from levensloop.audit.grower import Grower
from levensloop.audit.inquiry import QUESTIONS
from levensloop.audit.proven import Answer, NotProven, answer
from levensloop.audit.reading import read_log
from levensloop.contracts import subjects
from levensloop.contracts.accountability import LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.errors import InclusionRefused
from levensloop.verifier.note import Note
from levensloop.verifier.proof_file import ProofFile
from levensloop.verifier.proofs import check_inclusion
from levensloop.verifier.tree import leaf_hash
from support.log_at_work import directory_of, growing
from support.samples.world import HAAGLANDEN, OM

BY = Actor(organisation=HAAGLANDEN, functionary="functionaris gegevensbescherming")


async def ask(node: Node, name: str) -> Answer:
    reader = await read_log(node, LogPurpose.LAWFULNESS, BY, what="audit.ask")
    return await answer(reader, QUESTIONS[name])


async def signed(node: Node) -> None:
    at_work = Grower(node, directory_of(node))
    async with growing(at_work):
        await at_work.caught_up()


async def test_wgs_1_10_each_row_of_an_answer_is_proven(node: Node) -> None:
    cases = [uuid4() for _ in range(5)]
    await node.accounts.write([account(case, operation=Operation.CONSULT, organisation=OM) for case in cases])
    await signed(node)
    given = await ask(node, "gezien")
    assert [row.cells[4] for row in given.rows] == [str(case) for case in cases]
    entries = [message.data for message in await node.accounts.store.load(subjects.ALL_AUDIT)]
    for row in given.rows:
        (proof,) = map(ProofFile.parse, [file.format() for file in given.proofs(row)])
        head = Checkpoint.parse(Note.parse(proof.checkpoint).text)
        check_inclusion(leaf_hash(entries[proof.index]), proof.index, head.size, proof.path, head.root)
        with pytest.raises(InclusionRefused):
            check_inclusion(leaf_hash(entries[proof.index - 1]), proof.index, head.size, proof.path, head.root)
        assert given.fingerprint(proof.index) == leaf_hash(entries[proof.index]).hex()
    assert not given.enough, "no witness has looked yet, and the answer says so"


async def test_what_is_not_signed_yet_is_shown_as_not_proven_yet(node: Node) -> None:
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    await signed(node)
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    first, second = (given := await ask(node, "gezien")).rows
    assert (given.later(first), given.later(second)) == (False, True)
    assert given.proofs(second) == []


async def test_wgs_1_8_4_asking_is_itself_in_the_log(node: Node) -> None:
    await node.accounts.write([account(uuid4())])
    await signed(node)
    await ask(node, "gegeven")
    rows = (await ask(node, "logboek")).rows
    assert [row.cells[2] for row in rows] == [BY.functionary, BY.functionary], "also this question itself"


async def test_without_a_checkpoint_nothing_is_answered(node: Node) -> None:
    with pytest.raises(NotProven):
        await ask(node, "gezien")


async def test_a_log_that_is_not_what_was_signed_answers_nothing(node: Node, root: Client) -> None:
    for _ in range(3):
        await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    await signed(node)
    last = (await node.accounts.store.load(subjects.ALL_AUDIT))[-1]
    await EventStore(root, node.accounts.store.stream).erase_one(last.seq)
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    with pytest.raises(NotProven):
        await ask(node, "gezien")
