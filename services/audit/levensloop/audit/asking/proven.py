"""Proofs for the rows of an answer: that each record stands in the log at its place, under a checkpoint."""

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from levensloop.audit.asking.inquiry import Question
from levensloop.audit.asking.judging import without_doubt
from levensloop.audit.asking.leaves import Leaves
from levensloop.audit.asking.rows import Indexed, Row
from levensloop.audit.log.checkpoints import Signed
from levensloop.audit.log.moments import CLOCKS, EPOCH, moment_of
from levensloop.audit.log.reading import LogReader
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.contracts.event import CaseId
from levensloop.infra.nodes.errors import NodesError
from levensloop.verifier.proof_file import ProofFile
from levensloop.verifier.proofs import inclusion_proof
from levensloop.verifier.tree import leaf_hash, range_root

READ_FOR_ALL = subjects.audit(Operation.READ_LOG, None)
"""Under which stands that the log was read as a whole: a reading of every case in it, so it goes along with any."""


class NotProven(NodesError):
    """There is nothing that proves an answer: no checkpoint yet, or the log is not what was signed."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The log that was read is the one that was signed. `head` is the newest checkpoint that may be trusted, `enough` whether enough
    witnesses signed it; `leaves` the hashes of all that was read, also behind it.

    `then`: of an answer as of a moment, the checkpoint at which the log ends for it, and `then_seen` whether enough witnesses had seen
    that by then; None where there was none yet. `witnessed`: whether the topology names witnesses at all, without whom any checkpoint is
    enough. `unreadable`: lines that were read and are no record of this node; the answer is without them. `doubted`: the cases that they
    may be of.
    """

    head: Signed
    enough: bool
    leaves: Leaves
    then: Signed | None = None
    then_seen: bool = False
    witnessed: bool = True
    unreadable: tuple[int, ...] = ()
    doubted: frozenset[CaseId] = frozenset()

    def later(self, row: Row) -> bool:
        """Whether it rests on a record behind the checkpoint: written, and not signed yet."""
        return any(index >= self.head.checkpoint.size for index in row.of)

    def files(self, row: Row) -> list[ProofFile]:
        """One for each record of the row that the checkpoint covers, as files that anyone can check."""
        size, signed = self.head.checkpoint.size, self.head.note.format()
        return [
            ProofFile(index, inclusion_proof(index, size, self.leaves.node), signed) for index in row.of if index < size
        ]

    def fingerprint(self, index: int) -> str:
        """The leaf hash of a record, in hex."""
        return self.leaves.node(0, index).hex()


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows, and what proves them."""

    question: Question
    rows: tuple[Row, ...]
    proof: Proof


async def answer(
    reader: LogReader, question: Question, case: CaseId | None = None, as_of: datetime | None = None
) -> Answer:
    """The answer from this log. `as_of`: from the records of before that moment alone, as far as a checkpoint of by then proves that they
    were there; a time that a record says of itself proves nothing. Raises as `read_through`.
    """
    fold, rows = question.begin(), list[Row]()
    proof = await read_through(reader, lambda record: rows.extend(fold.over(record)), case, as_of)
    rows.extend(fold.close())
    if question.columns[0] == "wanneer":
        rows.sort(key=lambda row: row.of[0])  # as the log has it: some rows are known only later
    return Answer(question, tuple(without_doubt(question.columns, row, proof.doubted) for row in rows), proof)


async def read_through(
    reader: LogReader,
    take: Callable[[Indexed], None],
    case: CaseId | None = None,
    as_of: datetime | None = None,
) -> Proof:
    """Hand over each record, of one case (with readings of all) or of all, in one pass that recomputes the whole log and keeps none of
    it. What was taken may be shown only once this returns.

    Raises `NotProven`, `EventStoreError`, `Tampered`, `KeyLost`, `MasterKeyProblem`, `Malformed`, OSError.
    """
    head, enough = await _head(reader)
    then, seen = (None, False) if as_of is None else await reader.at(as_of) or (None, False)
    end = None if as_of is None else then.checkpoint.size if then else 0
    leaves, newest = Leaves(), EPOCH
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            leaves.append(leaf_hash(entry.message.data))
            if end is not None and entry.index < end:
                newest = max(newest, moment_of(entry.message.data))
            of = None if entry.message.subject == READ_FOR_ALL else case
            if (end is None or entry.index < end) and (record := await reader.opened(entry, of)) is not None:
                take(Indexed(entry.index, record.account))
    _check(leaves, head)
    if then is not None:
        _check(leaves, then)
        if not seen:
            _made_after(newest, then)
    witnessed = bool(reader.policy.witnesses)
    lost = tuple(sorted(reader.unreadable)), frozenset(reader.doubted)
    return Proof(head, enough, leaves, then, seen and witnessed, witnessed, *lost)


async def _head(reader: LogReader) -> tuple[Signed, bool]:
    trusted, last = await reader.trusted(), await reader.last()
    found = trusted or last
    if found is None:
        raise NotProven("Er is nog geen controlepunt van het verantwoordingslogboek; probeer het over een minuut weer.")
    return found, trusted is not None


def _check(leaves: Leaves, head: Signed) -> None:
    """The log that was read is the one that was signed."""
    size, root = head.checkpoint.size, head.checkpoint.root
    if size > len(leaves) or range_root(0, size, leaves.node) != root:
        raise NotProven(
            "Het verantwoordingslogboek is niet wat er ondertekend is. Beantwoord hiermee geen vragen, en draai `levensloop fsck`."
        )


def _made_after(newest: datetime, then: Signed) -> None:
    """The moment beside a checkpoint, which nobody signed, is not from before the newest record that it covers."""
    if then.at < newest - CLOCKS:
        raise NotProven(
            f"Naast het controlepunt over {then.checkpoint.size} regels staat een moment van voor de nieuwste regel die het dekt; dat "
            "klopt niet, en getuigen hadden het toen niet gezien. Wat er toen stond is niet te bewijzen. Draai `levensloop fsck`."
        )
