"""Proofs of RFC 9162: that an entry is in a tree (2.1.3), and that a tree is a continuation of an earlier one (2.1.4).

Making them asks for hashes of complete subtrees; checking them asks for nothing but what is passed.
"""

from collections.abc import Sequence

from levensloop.verifier.errors import ConsistencyRefused, InclusionRefused
from levensloop.verifier.tree import HASH_SIZE, NodeAt, node_hash, range_root

NO_SUCH = "zoveel regels heeft het niet"
NOT_ROOT = "de berekende wortel is een andere dan de getoonde"
TOO_SHORT = "het bewijs is te kort"
TOO_LONG = "het bewijs is te lang"
NOT_HASHES = "het bewijs bestaat niet uit hashes van 32 bytes"


def inclusion_proof(index: int, size: int, node: NodeAt) -> tuple[bytes, ...]:
    """PATH(index, D[0:size]), the hash nearest to the entry first."""
    if not 0 <= index < size:
        raise InclusionRefused(index, size, NO_SUCH)
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_root(middle, end, node))
            end = middle
        else:
            path.append(range_root(start, middle, node))
            start = middle
    return tuple(reversed(path))


def consistency_proof(smaller: int, larger: int, node: NodeAt) -> tuple[bytes, ...]:
    """PROOF(smaller, D[0:larger]); empty where there is nothing to prove, as between equal trees or from the empty one."""
    if not 0 <= smaller <= larger:
        raise ConsistencyRefused(smaller, larger, "het eerste is groter dan het tweede")
    if smaller == 0:
        return ()
    path = []
    start, end = 0, larger
    while end != smaller:
        middle = start + _split(end - start)
        if smaller <= middle:
            path.append(range_root(middle, end, node))
            end = middle
        else:
            path.append(range_root(start, middle, node))
            start = middle
    if start:  # else this subtree is the smaller tree itself, whose root the reader has
        path.append(range_root(start, end, node))
    return tuple(reversed(path))


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """RFC 9162, 2.1.3.2. `leaf` is the leaf hash of the entry; raises InclusionRefused unless the proof leads to `root`."""
    if not 0 <= index < size:
        raise InclusionRefused(index, size, NO_SUCH)
    if not _hashes(leaf, root, *proof):
        raise InclusionRefused(index, size, NOT_HASHES)
    at, last, seen = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise InclusionRefused(index, size, TOO_LONG)
        if at & 1 or at == last:
            seen = node_hash(sibling, seen)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            seen = node_hash(seen, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise InclusionRefused(index, size, TOO_SHORT)
    if seen != root:
        raise InclusionRefused(index, size, NOT_ROOT)


def check_consistency(smaller: int, larger: int, proof: Sequence[bytes], old: bytes, new: bytes) -> None:
    """RFC 9162, 2.1.4.2, from root `old` to root `new`; raises ConsistencyRefused unless the proof leads to both.

    Two cases that the RFC leaves open are as in transparency-dev/merkle: equal sizes need equal roots and an empty proof; from the
    empty tree there is nothing to prove, so that a proof from there is refused.
    """
    if not 0 <= smaller <= larger:
        raise ConsistencyRefused(smaller, larger, "het eerste is groter dan het tweede")
    if smaller == larger:
        if proof or old != new:
            raise ConsistencyRefused(smaller, larger, TOO_LONG if proof else NOT_ROOT)
        return
    if smaller == 0:
        raise ConsistencyRefused(smaller, larger, "uit een leeg logboek is niets te bewijzen")
    if not _hashes(old, new, *proof):
        raise ConsistencyRefused(smaller, larger, NOT_HASHES)
    if not proof:
        raise ConsistencyRefused(smaller, larger, TOO_SHORT)
    path = [old, *proof] if smaller & (smaller - 1) == 0 else list(proof)
    at, last = smaller - 1, larger - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ConsistencyRefused(smaller, larger, TOO_LONG)
        if at & 1 or at == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ConsistencyRefused(smaller, larger, TOO_SHORT)
    if (was, now) != (old, new):
        raise ConsistencyRefused(smaller, larger, NOT_ROOT)


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_SIZE for value in values)
