"""Roots as RFC 9162 defines them, also when they grow entry by entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levensloop.verifier.tree import EMPTY_ROOT, Frontier, leaf_hash, node_hash
from support.merkle import ENTRIES, ROOTS, in_memory, plain_root, root_of


@pytest.mark.parametrize("size", range(9))
def test_the_roots_that_every_implementation_knows(size: int) -> None:
    grown = Frontier()
    for entry in ENTRIES[:size]:
        grown.append(leaf_hash(entry))
    assert grown.root.hex() == ROOTS[size]
    assert plain_root(ENTRIES[:size]).hex() == ROOTS[size]


def test_the_hashes_of_rfc_6962_that_are_public() -> None:
    """An empty leaf, the leaf L123456, and the node N123 N456."""
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


def test_every_size_up_to_two_hundred_grows_to_the_root_that_the_rfc_writes() -> None:
    entries = [number.to_bytes(2) for number in range(200)]
    node, grown = in_memory(entries), Frontier()
    for size, entry in enumerate(entries, start=1):
        grown.append(leaf_hash(entry))
        assert grown.root == plain_root(entries[:size]) == root_of(size, node)
        assert len(grown.peaks) == size.bit_count()


@given(st.lists(st.binary(max_size=40), max_size=200), st.data())
def test_it_goes_on_where_it_stopped(entries: list[bytes], data: st.DataObject) -> None:
    stop = data.draw(st.integers(0, len(entries)))
    first = Frontier()
    for entry in entries[:stop]:
        first.append(leaf_hash(entry))
    second = Frontier(first.size, first.peaks)
    for entry in entries[stop:]:
        second.append(leaf_hash(entry))
    assert (second.size, second.root) == (len(entries), plain_root(entries))


@pytest.mark.parametrize(
    ("size", "peaks"), [(1, ()), (0, (EMPTY_ROOT,)), (3, (EMPTY_ROOT,)), (1, (b"short",)), (-1, ())]
)
def test_what_cannot_be_a_frontier_is_refused(size: int, peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="do not make a tree"):
        Frontier(size, peaks)


def test_what_is_no_leaf_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().append(b"entry itself")
