"""What fsck reads of the accountability log it reads in one pass: what it keeps does not grow with records or checkpoints."""

import tracemalloc
from uuid import uuid4

import pytest

from levensloop.audit.checking.beside import beside
from levensloop.audit.checking.finding import Look
from levensloop.audit.checking.keys import keys
from levensloop.audit.checking.log import log
from levensloop.audit.checking.streams import streams
from levensloop.audit.log.reading import LogReader
from levensloop.audit.log.signing import log_signers, witness_signer
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Covered, Operation
from levensloop.contracts.log_names import log_name
from levensloop.infra.eventstore import cursor
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.signed_to import SignedTo
from levensloop.verifier import checkpoint as notes
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.coverage import Running, digest_of, grown, lines
from levensloop.verifier.note import Note
from levensloop.verifier.tree import Frontier, leaf_hash
from support.samples.world import GEMEENTE, HAAGLANDEN, POLITIE

CASE = uuid4()
SUBJECT = subjects.audit(Operation.CONSULT, CASE)
WINDOW, ROOM = 20, 300_000
"""Messages under way between server and client at once, and the bytes by which the peak may differ. With the thousand that are under way
otherwise the peak is how many of them happened to wait at once: a megabyte more or less, of either log."""


class _Long:
    """A log that grows by records, each covering a message, and a checkpoint with a cosignature over every third."""

    def __init__(self, node: Node) -> None:
        self._node, self._tree, self._running, self._written = node, Frontier(), dict[str, Running](), 0

    async def grows(self, records: int) -> None:
        node, me = self._node, self._node.me
        signer, _ = log_signers(node.told.topology, me, node.keys)
        witness = witness_signer(node.told.topology, GEMEENTE, node.keys)
        points = node.store(subjects.checkpoints_stream(me))
        for start in range(0, records, 300):
            messages = await node.accounts.messages([self._record() for _ in range(min(300, records - start))])
            last = (await node.accounts.store.append(messages)).last
            before = await points.last_seq()
            for number, message in enumerate(messages, 1):
                self._tree.append(leaf_hash(message.data))
                self._running = grown(self._running, [message.data])
                if number % 3:
                    continue
                head = Checkpoint(log_name(me), self._tree.size, self._tree.root, lines(self._running))
                note = notes.sign(head, signer)
                to = SignedTo(last - len(messages) + number, node.clock.now()).headers()
                await node.nc.publish(subjects.CHECKPOINT, note.format(), headers=to)
                signed = cosign(note, witness, int(node.clock.now().timestamp()))
                own = Note(note.text, tuple(one for one in signed.signatures if one not in note.signatures))
                await node.nc.publish(subjects.cosignature(GEMEENTE), own.format())
            await node.nc.flush(30)
            while await points.last_seq() < before + 2 * (len(messages) // 3):
                await node.nc.flush(30)

    def _record(self) -> Account:
        self._written += 1
        covers = (
            Covered(
                stream=subjects.log_stream(HAAGLANDEN),
                position=self._written,
                subject=f"es.inclusion.case.{CASE}",
                digest=digest_of("", b"%d" % self._written),
            ),
        )
        who = (POLITIE, "wijkagent", Capacity.EXECUTING)
        return self._node.accountant.record(Operation.CONSULT, "inclusion.case", *who, case=CASE, covers=covers)


async def peak(node: Node, check: Look) -> int:
    """Bytes, at most. What is found is counted and forgotten: of this log that no service made, each covered message is."""
    found = 0
    tracemalloc.start()
    try:
        async for _ in check(node, LogReader(node)):
            found += 1
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.timeout(900)  # every allocation is traced, which takes minutes on a machine with far too much to do
async def test_twice_as_long_takes_no_more(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursor, "WINDOW", WINDOW)
    long = _Long(node)
    checks = (log, beside, streams, keys)
    await long.grows(4_500)
    before = [await peak(node, check) for check in checks]
    await long.grows(4_500)
    after = [await peak(node, check) for check in checks]
    assert {
        check.__name__: many - few for check, few, many in zip(checks, before, after, strict=True) if many - few > ROOM
    } == {}
