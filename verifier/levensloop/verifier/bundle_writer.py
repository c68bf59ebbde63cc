"""A bundle written line by line, in flat memory. It writes what it is given: whether that holds is for who verifies it to say."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from levensloop.contracts.accountability import LogPurpose
from levensloop.verifier import bundle_lines as lines
from levensloop.verifier.bundle_lines import FORMAT, VERSION, Earlier, Paper, Record, State
from levensloop.verifier.bundle_scope import Scope, text_of
from levensloop.verifier.subtrees import Walk
from levensloop.verifier.tree import EMPTY_ROOT, NodeAt


class BundleWriter:
    """Front, records in the order of the log, close."""

    def __init__(self, file: BinaryIO, size: int, node: NodeAt) -> None:
        """`size` is that of the newest checkpoint; `node` gives the hashes of that tree."""
        self._file, self._node = file, node
        self._walk = Walk(size, EMPTY_ROOT)  # the root is of no use to who makes proofs
        self._digest = sha256()
        self._counts = dict.fromkeys(State, 0)

    def front(
        self,
        made: datetime,
        purpose: LogPurpose,
        scope: Scope,
        head: bytes,
        *,
        policy: str | None = None,
        keys: Iterable[str | Mapping[str, str]] = (),
        papers: Iterable[Paper] = (),
        earlier: Iterable[Earlier] = (),
        successions: Iterable[bytes] = (),
    ) -> None:
        """Everything before the records. `head`, those in `earlier` and `successions` are signed notes; a key is a vkey, or with its
        dates: `key`, `from`, `until`, `revoked`, in this order."""
        header = {"bundle": FORMAT, "version": VERSION, "made": text_of(made), "purpose": purpose.value}
        self._write(lines.spelt({**header, "scope": scope.asdict()}))
        if policy is not None:
            self._write(lines.spelt({"policy": policy}))
        for key in keys:
            self._write(lines.spelt({"key": key} if isinstance(key, str) else key))
        for paper in papers:
            self._write(lines.spelt({"paper": paper.name, "sha256": paper.sha256, "text": paper.text}))
        self._write(lines.spelt({"head": head.decode()}))
        for one in earlier:
            self._write(lines.earlier_line(one))
        for note in successions:
            self._write(lines.spelt({"succession": note.decode()}))

    def record(self, index: int, entry: bytes, state: State, key: bytes | None = None) -> None:
        """The next record of the bundle, proven."""
        self._counts[state] += 1
        self._write(lines.record_line(Record(index, entry, state, key, self._walk.proof(index, self._node))))

    def close(self) -> None:
        """The closing line. The file itself stays open."""
        counts = {state.value: count for state, count in self._counts.items()}
        end = {"end": FORMAT, "records": sum(counts.values()), **counts, "sha256": self._digest.hexdigest()}
        self._write(lines.spelt(end))

    def _write(self, line: bytes) -> None:
        self._digest.update(line)
        self._file.write(line)


def paper(name: str, text: str) -> Paper:
    """A text with its hash."""
    return Paper(name, sha256(text.encode()).hexdigest(), text)
