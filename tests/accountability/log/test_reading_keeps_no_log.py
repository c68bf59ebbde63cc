"""Reading the log of a node: records and checkpoints go by, and are not held; whatever their number."""

import gc
from unittest.mock import Mock, patch
from uuid import uuid4

from accountability.test_records_in_the_log import account

from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.leaves import Leaves
from levensloop.audit.asking.proven import answer
from levensloop.audit.log import checkpoints as module
from levensloop.audit.log.checkpoints import Checkpoints, Signed
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import Entry, LogReader, Record, read_log
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, LogPurpose, Operation
from levensloop.contracts.event import Actor, CaseId
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.signed_to import SignedTo
from levensloop.verifier.checkpoint import Checkpoint, sign
from levensloop.verifier.tree import Frontier, leaf_hash, node_hash, range_root
from support.log_at_work import directory_of, growing
from support.samples.world import HAAGLANDEN
from support.verified_log import LOG, ORIGIN

RECORDS = 1500
BY = Actor(organisation=HAAGLANDEN, functionary="auditor")


def live(kind: type) -> int:
    return sum(type(one) is kind for one in gc.get_objects())


async def test_an_answer_holds_no_records_that_give_no_row(node: Node) -> None:
    case, held = uuid4(), list[int]()
    await node.accounts.write([account(case, operation=Operation.CONSULT) for _ in range(RECORDS)])
    at_work = Grower(node, directory_of(node))
    async with growing(at_work):
        await at_work.caught_up()
    reader = await read_log(node, LogPurpose.LAWFULNESS, BY, what="audit.ask")
    opened = LogReader.opened
    before = live(Account)

    async def counting(self: LogReader, entry: Entry, case: CaseId | None = None) -> Record | None:
        if entry.index % 300 == 0:
            held.append(live(Account) - before)
        return await opened(self, entry, case)

    with patch.object(LogReader, "opened", counting):
        found = await answer(reader, QUESTIONS["bewaren"])
    assert len(found.rows) == 1
    assert len(found.proof.leaves) > RECORDS
    assert len(held) >= RECORDS // 300
    assert max(held) < 50, held


async def test_checkpoints_are_read_from_the_newest_back_without_holding_them(node: Node) -> None:
    """So small a page that there are many of them."""
    places, number = 40, 250
    store = node.store(subjects.checkpoints_stream(HAAGLANDEN))
    notes = [sign(Checkpoint(ORIGIN, size, bytes(32)), LOG) for size in range(1, number + 1)]
    headers = SignedTo(1, node.clock.now()).headers()
    for note in notes:
        await store.append([NewMessage(subjects.CHECKPOINT, note.format(), headers)])
    before, held, sizes = live(Signed), 0, list[int]()
    with patch.object(module, "PLACES", places), patch.object(module, "_signed", Mock(wraps=module._signed)) as read:
        async for signed in Checkpoints(store).newest_first():
            sizes.append(signed.checkpoint.size)
            held = max(held, live(Signed) - before) if signed.checkpoint.size % 10 == 1 else held
    assert sizes == list(range(number, 0, -1))
    assert held <= 2 * places
    assert read.call_count == number, "each is read once"


def test_hashes_in_a_file_give_the_same_tree() -> None:
    """Of every size around a tile, and one that goes three levels up."""
    for size in (1, 255, 256, 257, 70_000):
        leaves, frontier = Leaves(), Frontier()
        for index in range(size):
            leaf = leaf_hash(b"%d" % index)
            leaves.append(leaf)
            frontier.append(leaf)
        assert len(leaves) == size
        assert range_root(0, size, leaves.node) == frontier.root
        assert leaves.node(0, size - 1) == leaf_hash(b"%d" % (size - 1))
        if size > 256:
            assert leaves.node(8, 0) == node_hash(leaves.node(7, 0), leaves.node(7, 1))
