"""The Merkle tree of RFC 9162, section 2.1: hashes of entries and nodes, and a root that grows with the log.

Leaf and node hashes are told apart by their first byte, so that no node can be shown as an entry.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

HASH_SIZE = 32
"""Bytes in a hash."""
EMPTY_ROOT = sha256(b"").digest()
"""Root of the log without entries."""

NodeAt = Callable[[int, int], bytes]
"""(level, index) → hash of the complete subtree over entries `index << level` up to `(index + 1) << level`."""


def leaf_hash(entry: bytes) -> bytes:
    """Of one entry, as it is stored."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Of two subtrees."""
    return sha256(b"\1" + left + right).digest()


def join(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees side by side, the largest first: the smaller ones join each other before they join a larger."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes of one level."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


def range_root(start: int, end: int, node: NodeAt) -> bytes:
    """MTH(D[start:end]) for a range that the RFC's own splitting makes: `start` a multiple of the first power of two from `end - start`."""
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(node(level, start >> level))
        start += 1 << level
    return join(peaks)


class Frontier:
    """What is needed of a tree to append to it and to know its root: one hash per complete subtree, so at most log2(size) + 1."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """As it was before: `peaks` are the hashes of the complete subtrees, the largest first."""
        if size < 0 or len(peaks) != size.bit_count() or any(len(peak) != HASH_SIZE for peak in peaks):
            raise ValueError(f"{len(peaks)} peaks do not make a tree of {size}")
        self._size = size
        self._peaks = list(peaks)

    @property
    def size(self) -> int:
        """Entries so far."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """What to keep, to go on later."""
        return tuple(self._peaks)

    @property
    def root(self) -> bytes:
        """MTH of all entries so far."""
        return join(self._peaks)

    def append(self, leaf: bytes) -> None:
        """One more entry, by its leaf hash."""
        if len(leaf) != HASH_SIZE:
            raise ValueError("a leaf hash has 32 bytes")
        whole, ends = leaf, self._size
        while ends & 1:
            whole = node_hash(self._peaks.pop(), whole)
            ends >>= 1
        self._peaks.append(whole)
        self._size += 1
