"""WGS-1.10: an auditor's question to a node that runs: answered from its log, each row proven, and the asking itself in the log."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from accountability.test_records_in_the_log import account
from nats.aio.client import Client

from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.proven import Answer, NotProven, answer
from levensloop.audit.asking.scope import asked_question
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import read_log
from levensloop.audit.log.signing import witness_signer
from levensloop.contracts import subjects
from levensloop.contracts.accountability import LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.errors import InclusionRefused
from levensloop.verifier.note import Note
from levensloop.verifier.proof_file import ProofFile
from levensloop.verifier.proofs import check_inclusion
from levensloop.verifier.tree import leaf_hash
from support.log_at_work import checkpoints, directory_of, growing, sizes
from support.samples.world import GEMEENTE, HAAGLANDEN, OM, POLITIE

BY = Actor(organisation=HAAGLANDEN, functionary="functionaris gegevensbescherming")


async def ask(node: Node, name: str, as_of: datetime | None = None) -> Answer:
    reader = await read_log(node, LogPurpose.LAWFULNESS, BY, what="audit.ask")
    return await answer(reader, QUESTIONS[name], as_of=as_of)


async def signed(node: Node) -> None:
    at_work = Grower(node, directory_of(node))
    async with growing(at_work):
        await at_work.caught_up()


async def seen_by_witnesses(network: Network, node: Node, clock: VirtualClock) -> None:
    last = await checkpoints(node).last()
    assert last is not None
    for witness in (POLITIE, GEMEENTE):
        signer = witness_signer(network.topology, witness, network.keys)
        signatures = cosign(last.note, signer, int(clock.now().timestamp())).signatures
        own = tuple(signature for signature in signatures if signature.by(signer.verifier))
        await checkpoints(node).cosign(witness, Note(last.note.text, own))


async def test_wgs_1_10_each_row_of_an_answer_is_proven(node: Node) -> None:
    cases = [uuid4() for _ in range(5)]
    await node.accounts.write([account(case, operation=Operation.CONSULT, organisation=OM) for case in cases])
    await signed(node)
    given = await ask(node, "gezien")
    assert [row.cells[4] for row in given.rows] == [str(case) for case in cases]
    entries = [message.data for message in await node.accounts.store.load(subjects.ALL_AUDIT)]
    for row in given.rows:
        (proof,) = map(ProofFile.parse, [file.format() for file in given.proof.files(row)])
        head = Checkpoint.parse(Note.parse(proof.checkpoint).text)
        check_inclusion(leaf_hash(entries[proof.index]), proof.index, head.size, proof.path, head.root)
        with pytest.raises(InclusionRefused):
            check_inclusion(leaf_hash(entries[proof.index - 1]), proof.index, head.size, proof.path, head.root)
        assert given.proof.fingerprint(proof.index) == leaf_hash(entries[proof.index]).hex()
    assert not given.proof.enough, "no witness has looked yet, and the answer says so"


async def test_what_is_not_signed_yet_is_shown_as_not_proven_yet(node: Node) -> None:
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    await signed(node)
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    first, second = (given := await ask(node, "gezien")).rows
    assert (given.proof.later(first), given.proof.later(second)) == (False, True)
    assert given.proof.files(second) == []


async def test_wgs_1_8_4_asking_is_itself_in_the_log(node: Node) -> None:
    case = uuid4()
    await node.accounts.write([account(case)])
    await signed(node)
    await ask(node, "gegeven")
    rows = (await ask(node, "logboek")).rows
    assert [row.cells[2] for row in rows] == [BY.functionary, BY.functionary], "also this question itself"
    reader = await read_log(
        node, LogPurpose.LAWFULNESS, BY, what="audit.ask", case=case, codes=asked_question("gegeven")
    )
    of_one = (await answer(reader, QUESTIONS["logboek"], case)).rows
    assert [row.cells[4] for row in of_one] == ["", "", str(case)], "who read all of it read of this one too"
    assert of_one[-1].cells[6] == "de vraag gegeven"
    assert (await answer(reader, QUESTIONS["logboek"], uuid4())).rows == of_one[:2]


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


async def test_what_is_written_later_and_dated_earlier_was_not_there_then(node: Node, clock: VirtualClock) -> None:
    """A moment ends at the last checkpoint of by then: a time that a record says of itself proves nothing."""
    early = clock.now() - timedelta(days=30)
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT, at=clock.now())])
    await signed(node)
    moment = clock.now()
    clock.advance(moment + timedelta(days=1))
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT, at=early)])
    await signed(node)
    assert len((await ask(node, "gezien")).rows) == 2
    then = await ask(node, "gezien", moment)
    assert [row.of for row in then.rows] == [(0,)]
    assert then.proof.then is not None
    assert (then.proof.then.checkpoint.size, then.proof.then_seen) == ((await sizes(node))[0], False)
    before = await ask(node, "gezien", early)
    assert (before.rows, before.proof.then) == ((), None), "the record that says to be of then was not there"


async def test_a_moment_ends_at_what_witnesses_had_seen_by_then(
    network: Network, node: Node, clock: VirtualClock
) -> None:
    """What the node signed after that, it may have dated as it likes."""
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    await signed(node)
    made = clock.now()
    clock.advance(made + timedelta(hours=1))
    await seen_by_witnesses(network, node, clock)
    assert not (await ask(node, "gezien", made)).proof.then_seen, "the witnesses looked an hour later"
    clock.advance(clock.now() + timedelta(hours=1))
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT)])
    await signed(node)
    then = await ask(node, "gezien", clock.now())
    assert then.proof.then_seen
    assert [row.of for row in then.rows] == [(0,)]
