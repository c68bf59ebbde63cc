"""What an auditor checks with files alone: no network, no running system, no keys but the public ones in a policy.

Each `…_failure` gives the first thing that fails, by name and in Dutch, or None when everything that it says to check holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from levensloop.verifier import checkpoint as checkpoints
from levensloop.verifier import tile_paths
from levensloop.verifier.checkpoint import Checkpoint, check_may_follow
from levensloop.verifier.cosignature import cosigned
from levensloop.verifier.errors import (
    AuditError,
    EntryChanged,
    RootRefused,
    TileDamaged,
)
from levensloop.verifier.note import Note
from levensloop.verifier.policy import Policy
from levensloop.verifier.proof_file import ProofFile
from levensloop.verifier.proofs import check_consistency, check_inclusion
from levensloop.verifier.tile_paths import TILE_HEIGHT, WIDTH
from levensloop.verifier.tile_reader import Fetch, Tiles
from levensloop.verifier.tree import Frontier, leaf_hash, perfect_root


@dataclass(frozen=True, slots=True)
class Failure:
    """The first thing that does not hold. `name` is that of a class in `errors`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom the auditor believes. `origin`: the log that is asked about, when it must be that one; `now`: seconds since 1970, when known."""

    policy: Policy
    origin: str | None = None
    now: int | None = None


def trusted(data: bytes, trust: Trust) -> Checkpoint:
    """The checkpoint in these bytes, signed by a log of the policy and cosigned by its quorum; raises an AuditError."""
    signed = Note.parse(data)
    found = checkpoints.opened(signed, trust.policy.logs, trust.origin)
    trust.policy.check(cosigned(signed, list(trust.policy.witnesses.values()), trust.now))
    return found


def checkpoint_failure(data: bytes, trust: Trust) -> Failure | None:
    """The form of a checkpoint, the log's signature, each witness's, and the quorum."""
    return _first(lambda: trusted(data, trust))


def entry_failure(entry: bytes, proof: bytes, trust: Trust) -> Failure | None:
    """That this entry is in the log: `proof` is a file as `proof_file` has it, whose checkpoint is checked too."""

    def check() -> None:
        given = ProofFile.parse(proof)
        head = trusted(given.checkpoint, trust)
        check_inclusion(leaf_hash(entry), given.index, head.size, given.path, head.root)

    return _first(check)


def continuation_failure(older: bytes, newer: bytes, proof: Sequence[bytes], trust: Trust) -> Failure | None:
    """That the log of the one checkpoint continues that of the other, both checked themselves. Two histories are named as such."""
    return _first(lambda: _continues(trusted(older, trust), trusted(newer, trust), lambda: proof))


def log_failure(fetch: Fetch, trust: Trust, older: bytes | None = None) -> Failure | None:
    """A whole log from its files: its checkpoint, every entry, every stored hash, and that it continues an older checkpoint."""

    def check() -> None:
        head = trusted(fetch(tile_paths.CHECKPOINT), trust)
        tiles = Tiles(fetch, head.size)
        if older is not None:
            before = trusted(older, trust)
            _continues(before, head, lambda: tiles.consistency(before.size))
        _entries(tiles, head)
        _stored_hashes(tiles, head.size)

    return _first(check)


def _first(check: Callable[[], object]) -> Failure | None:
    try:
        check()
    except AuditError as wrong:
        return Failure(type(wrong).__name__, str(wrong))
    return None


def _continues(before: Checkpoint, after: Checkpoint, proof: Callable[[], Sequence[bytes]]) -> None:
    check_may_follow(after, before)
    if before.size == 0:  # every log continues the empty one, and the form of a checkpoint says what its root is
        return
    check_consistency(before.size, after.size, proof(), before.root, after.root)


def _entries(tiles: Tiles, head: Checkpoint) -> None:
    grown = Frontier()
    for index, entry in enumerate(tiles.entries()):
        if (hash := leaf_hash(entry)) != tiles.leaf(index):
            raise EntryChanged(index)
        grown.append(hash)
    if grown.root != head.root:
        raise RootRefused(head.size)


def _stored_hashes(tiles: Tiles, size: int) -> None:
    """Each hash above the entries is that of the full tile below it."""
    level = 1
    while count := size >> TILE_HEIGHT * level:
        for index in range(count):
            if perfect_root(tiles.hashes(level - 1, index)) != tiles.hashes(level, index // WIDTH)[index % WIDTH]:
                raise TileDamaged(tile_paths.tile(level, index // WIDTH), "een hash past niet bij de tegel eronder")
        level += 1
