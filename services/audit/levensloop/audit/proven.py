"""Proofs for the rows of an answer: that each record stands in the log at its place, under a checkpoint."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime

from levensloop.audit.checkpoints import Signed
from levensloop.audit.inquiry import Question, asked
from levensloop.audit.reading import LogReader
from levensloop.audit.rows import Indexed, Row
from levensloop.contracts.event import CaseId
from levensloop.infra.nodes.errors import NodesError
from levensloop.verifier.proof_file import ProofFile
from levensloop.verifier.proofs import inclusion_proof
from levensloop.verifier.tree import leaf_hash, perfect_root, range_root


class NotProven(NodesError):
    """There is nothing that proves an answer: no checkpoint yet, or the log is not what was signed."""


@dataclass(slots=True)
class Leaves:
    """The hashes of all entries below a checkpoint: 32 bytes each, so a million in some 60 MB."""

    hashes: list[bytes] = field(default_factory=list)
    _nodes: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree, as `verifier.tree.NodeAt`."""
        if level == 0:
            return self.hashes[index]
        if (level, index) not in self._nodes:
            self._nodes[level, index] = perfect_root(self.hashes[index << level : (index + 1) << level])
        return self._nodes[level, index]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows, and what proves them. `head` is the newest checkpoint that may be trusted, `enough` whether enough witnesses signed it.

    `later`: rows on records behind the checkpoint: written, and not signed yet. `then`: of an answer as of a moment, the checkpoint at
    which the log ends for it, and `then_seen` whether enough witnesses had seen that by then; None where there was none yet.
    """

    question: Question
    rows: tuple[Row, ...]
    head: Signed
    enough: bool
    leaves: Leaves
    then: Signed | None = None
    then_seen: bool = False

    def later(self, row: Row) -> bool:
        return any(index >= self.head.checkpoint.size for index in row.of)

    def proofs(self, row: Row) -> list[ProofFile]:
        """One for each record of the row that the checkpoint covers, as files that anyone can check."""
        size, signed = self.head.checkpoint.size, self.head.note.format()
        return [
            ProofFile(index, inclusion_proof(index, size, self.leaves.node), signed) for index in row.of if index < size
        ]

    def fingerprint(self, index: int) -> str:
        """The leaf hash of a record, in hex."""
        return self.leaves.hashes[index].hex()


async def answer(
    reader: LogReader, question: Question, case: CaseId | None = None, as_of: datetime | None = None
) -> Answer:
    """The answer from this log. `as_of`: from the records of before that moment alone, as far as a checkpoint of by then proves that they
    were there; a time that a record says of itself proves nothing.

    Raises `NotProven`, `EventStoreError`, `Tampered`, `KeyLost`, `MasterKeyProblem`, `Malformed`.
    """
    head, enough = await _head(reader)
    leaves, found = Leaves(), list[Indexed]()
    async with aclosing(_all(reader, leaves, case)) as records:
        async for record in records:
            found.append(record)
    _check(leaves, head)
    if as_of is None:
        return Answer(question, tuple(asked(question, found)), head, enough, leaves)
    then, seen = await reader.at(as_of) or (None, False)
    if then is not None:
        _check(leaves, then)
    rows = tuple(asked(question, found, then.checkpoint.size if then else 0))
    return Answer(question, rows, head, enough, leaves, then, seen)


async def _head(reader: LogReader) -> tuple[Signed, bool]:
    trusted, last = await reader.trusted(), await reader.last()
    found = trusted or last
    if found is None:
        raise NotProven("Er is nog geen controlepunt van het verantwoordingslogboek; probeer het over een minuut weer.")
    return found, trusted is not None


async def _all(reader: LogReader, leaves: Leaves, case: CaseId | None) -> AsyncGenerator[Indexed, None]:
    """Every entry is hashed, of the asked case or of all is read what it says."""
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            leaves.hashes.append(leaf_hash(entry.message.data))
            if (record := await reader.opened(entry, case)) is not None:
                yield Indexed(entry.index, record.account)


def _check(leaves: Leaves, head: Signed) -> None:
    """The log that was read is the one that was signed."""
    size, root = head.checkpoint.size, head.checkpoint.root
    if size > len(leaves.hashes) or range_root(0, size, leaves.node) != root:
        raise NotProven(
            "Het verantwoordingslogboek is niet wat er ondertekend is. Beantwoord hiermee geen vragen, en draai `levensloop fsck`."
        )
