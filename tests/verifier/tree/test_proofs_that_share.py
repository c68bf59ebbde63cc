"""Proofs for many entries of one tree: each entry is proven, in any choice and any size, and what was proven before is not proven again."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.verifier.bundle_errors import OutOfOrder
from levensloop.verifier.errors import InclusionRefused
from levensloop.verifier.proofs import inclusion_proof
from levensloop.verifier.subtrees import Walk
from levensloop.verifier.tree import EMPTY_ROOT, leaf_hash
from support.merkle import in_memory, root_of

ENTRIES = [b"%d" % index for index in range(200)]


def leaf(index: int) -> bytes:
    return leaf_hash(ENTRIES[index])


@st.composite
def choices(draw: st.DrawFn) -> tuple[int, list[int]]:
    """A size of the tree, and some of its entries in order."""
    size = draw(st.integers(1, 200))
    return size, sorted(draw(st.sets(st.integers(0, size - 1), min_size=1)))


@given(choices())
@settings(deadline=None)
def test_any_choice_of_entries_is_proven(choice: tuple[int, list[int]]) -> None:
    size, chosen = choice
    node = in_memory(ENTRIES[:size])
    maker, checker = Walk(size, EMPTY_ROOT), Walk(size, root_of(size, node))
    for index in chosen:
        checker.check(leaf(index), index, maker.proof(index, node))


@given(choices(), st.data())
@settings(deadline=None)
def test_any_changed_entry_or_hash_is_refused_at_its_own_index(
    choice: tuple[int, list[int]], data: st.DataObject
) -> None:
    size, chosen = choice
    node = in_memory(ENTRIES[:size])
    maker, checker = Walk(size, EMPTY_ROOT), Walk(size, root_of(size, node))
    wrong = data.draw(st.sampled_from(chosen))
    for index in chosen:
        hashes = [leaf(index), *maker.proof(index, node)]
        if index == wrong:
            at = data.draw(st.integers(0, len(hashes) - 1))
            hashes[at] = sha256(hashes[at]).digest()
            with pytest.raises(InclusionRefused) as refused:
                checker.check(hashes[0], index, hashes[1:])
            assert refused.value.index == wrong
            return
        checker.check(hashes[0], index, hashes[1:])


def test_the_first_proof_is_that_of_rfc_9162() -> None:
    node = in_memory(ENTRIES)
    for index in (0, 77, 199):
        assert Walk(200, EMPTY_ROOT).proof(index, node) == inclusion_proof(index, 200, node)


@pytest.mark.parametrize("size", [1, 2, 3, 64, 127, 200])
def test_a_run_takes_one_hash_an_entry_less_one(size: int) -> None:
    node, walk = in_memory(ENTRIES[:size]), Walk(size, EMPTY_ROOT)
    assert sum(len(walk.proof(index, node)) for index in range(size)) == size - 1


def test_backwards_is_refused() -> None:
    node = in_memory(ENTRIES[:8])
    walk = Walk(8, root_of(8, node))
    walk.check(leaf(3), 3, inclusion_proof(3, 8, node))
    for index in (3, 2):
        with pytest.raises(OutOfOrder):
            walk.check(leaf(index), index, inclusion_proof(index, 8, node))


def test_beyond_the_tree_nothing_is_proven() -> None:
    for size, index in ((8, 8), (0, 0)):
        with pytest.raises(InclusionRefused):
            Walk(size, root_of(8, in_memory(ENTRIES[:8]))).check(leaf(0), index, ())


def test_a_hash_of_another_length_is_refused() -> None:
    with pytest.raises(InclusionRefused):
        Walk(2, EMPTY_ROOT).check(leaf(0), 0, (b"short",))
