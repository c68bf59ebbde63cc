"""Proofs for many entries of one tree, in their order, that share what they can: from the root down.

A proof of inclusion shows more than its entry: each hash in it is that of a subtree to the left or right, and is proven along. What lies to
the right is kept; the proof of a later entry ends at the subtree that holds it, no longer at the root. A run of entries takes one hash each
(an entry by itself takes log2 of them), the first entry that does not fit is known by its index before anything of it is believed, and both
sides keep at most one subtree per level.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from levensloop.verifier.bundle_errors import OutOfOrder
from levensloop.verifier.errors import InclusionRefused
from levensloop.verifier.proofs import NO_SUCH, NOT_HASHES, NOT_ROOT, TOO_LONG, TOO_SHORT
from levensloop.verifier.tree import HASH_SIZE, NodeAt, node_hash, range_root


@dataclass(frozen=True, slots=True)
class Subtree:
    """Entries `start` up to `end`, and the hash over them."""

    start: int
    end: int
    hash: bytes


class Walk:
    """Of one tree, from left to right."""

    def __init__(self, size: int, root: bytes) -> None:
        """`root` is believed: it comes from a checkpoint."""
        self._size = size
        self._proven = [Subtree(0, size, root)] if size else []
        self._before = -1

    def proof(self, index: int, node: NodeAt) -> tuple[bytes, ...]:
        """What `check` of the other side needs for this entry, the hash nearest to the entry first."""
        subtree = self._holding(index)
        beside = [
            Subtree(start, end, range_root(start, end, node))
            for start, end in _beside(index, subtree.start, subtree.end)
        ]
        self._went(index, beside)
        return tuple(found.hash for found in reversed(beside))

    def check(self, leaf: bytes, index: int, proof: Sequence[bytes]) -> None:
        """Raises OutOfOrder, InclusionRefused; then nothing is proven by this proof."""
        if index <= self._before:
            raise OutOfOrder(index, self._before)
        if index >= self._size:
            raise InclusionRefused(index, self._size, NO_SUCH)
        if any(len(hash) != HASH_SIZE for hash in proof):
            raise InclusionRefused(index, self._size, NOT_HASHES)
        subtree = self._holding(index)
        ranges = _beside(index, subtree.start, subtree.end)
        if len(proof) != len(ranges):
            raise InclusionRefused(index, self._size, TOO_SHORT if len(proof) < len(ranges) else TOO_LONG)
        beside = [Subtree(start, end, hash) for (start, end), hash in zip(ranges, reversed(proof), strict=True)]
        seen = leaf
        for other in reversed(beside):
            seen = node_hash(other.hash, seen) if other.end <= index else node_hash(seen, other.hash)
        if seen != subtree.hash:
            raise InclusionRefused(index, self._size, NOT_ROOT)
        self._went(index, beside)

    def _holding(self, index: int) -> Subtree:
        """The smallest proven subtree with this entry; what is before it is passed over for good."""
        while self._proven[-1].end <= index:
            self._proven.pop()
        return self._proven[-1]

    def _went(self, index: int, beside: Sequence[Subtree]) -> None:
        self._proven.pop()
        self._proven += [other for other in beside if other.start > index]
        self._before = index


def _beside(index: int, start: int, end: int) -> list[tuple[int, int]]:
    """The subtrees beside the way down from `start`–`end` to this entry, the largest first (RFC 9162, 2.1.3.1)."""
    found = []
    while end - start > 1:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found
