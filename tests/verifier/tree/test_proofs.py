"""Every proof that can be made is believed, and none that was changed in any way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.verifier.errors import ConsistencyRefused, InclusionRefused
from levensloop.verifier.proofs import check_consistency, check_inclusion, consistency_proof, inclusion_proof
from levensloop.verifier.tree import leaf_hash
from support.merkle import in_memory, plain_root, root_of

ENTRIES = [number.to_bytes(2) for number in range(200)]
NODE = in_memory(ENTRIES)
ROOT = [root_of(size, NODE) for size in range(201)]
SIZES = st.integers(1, 200)


def flipped(value: bytes, bit: int) -> bytes:
    """The same but for one bit."""
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("first", range(1, 201, 25))
def test_every_entry_of_every_size_up_to_two_hundred(first: int) -> None:
    for size in range(first, first + 25):
        for index in range(size):
            proof = inclusion_proof(index, size, NODE)
            check_inclusion(leaf_hash(ENTRIES[index]), index, size, proof, ROOT[size])


@pytest.mark.parametrize("first", range(1, 201, 25))
def test_every_tree_continues_every_smaller_one(first: int) -> None:
    for larger in range(first, first + 25):
        for smaller in range(1, larger + 1):
            proof = consistency_proof(smaller, larger, NODE)
            check_consistency(smaller, larger, proof, ROOT[smaller], ROOT[larger])


@given(SIZES, st.data())
def test_any_changed_bit_of_an_inclusion_proof_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, NODE)
    told = [leaf_hash(ENTRIES[index]), ROOT[size], *proof]
    at, bit = data.draw(st.integers(0, len(told) - 1)), data.draw(st.integers(0, 255))
    told[at] = flipped(told[at], bit)
    leaf, root, *path = told
    with pytest.raises(InclusionRefused):
        check_inclusion(leaf, index, size, path, root)


@given(SIZES, st.data())
def test_any_changed_bit_of_a_consistency_proof_is_refused(larger: int, data: st.DataObject) -> None:
    smaller = data.draw(st.integers(1, larger))
    told = [ROOT[smaller], ROOT[larger], *consistency_proof(smaller, larger, NODE)]
    at, bit = data.draw(st.integers(0, len(told) - 1)), data.draw(st.integers(0, 255))
    told[at] = flipped(told[at], bit)
    old, new, *path = told
    with pytest.raises(ConsistencyRefused):
        check_consistency(smaller, larger, path, old, new)


@given(SIZES, st.data())
def test_no_entry_is_shown_at_another_place(size: int, data: st.DataObject) -> None:
    index, elsewhere = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    proof = inclusion_proof(index, size, NODE)
    if elsewhere != index:
        with pytest.raises(InclusionRefused):
            check_inclusion(leaf_hash(ENTRIES[index]), elsewhere, size, proof, ROOT[size])


@given(SIZES, st.data())
def test_a_proof_with_a_part_more_or_less_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = list(inclusion_proof(index, size, NODE))
    extra = data.draw(st.sampled_from([ROOT[size], bytes(32), ROOT[1]]))
    at = data.draw(st.integers(0, len(proof)))
    variants = [[*proof[:at], extra, *proof[at:]]] + [proof[:cut] + proof[cut + 1 :] for cut in range(len(proof))]
    for variant in variants:
        with pytest.raises(InclusionRefused):
            check_inclusion(leaf_hash(ENTRIES[index]), index, size, variant, ROOT[size])


@given(st.integers(2, 200), st.data())
def test_two_histories_are_never_consistent(larger: int, data: st.DataObject) -> None:
    """The same log with one early entry changed does not continue the one that was seen."""
    smaller = data.draw(st.integers(1, larger))
    changed = data.draw(st.integers(0, smaller - 1))
    other = list(ENTRIES[:larger])
    other[changed] += b"!"
    proof = consistency_proof(smaller, larger, in_memory(other))
    with pytest.raises(ConsistencyRefused):
        check_consistency(smaller, larger, proof, ROOT[smaller], plain_root(other))


@settings(max_examples=50)
@given(st.integers(0, 210), st.integers(0, 210), st.lists(st.binary(min_size=30, max_size=33), max_size=9))
def test_noise_is_refused_and_nothing_else_happens(one: int, other: int, proof: list[bytes]) -> None:
    """Not the same leaf and root: of a log of one entry that is a proof."""
    with pytest.raises(InclusionRefused):
        check_inclusion(bytes(32), one, other, proof, b"\1" * 32)
    with pytest.raises(ConsistencyRefused):
        check_consistency(one, other, proof, bytes(32), b"\1" * 32)


def test_what_nobody_can_prove_is_said_so() -> None:
    with pytest.raises(InclusionRefused, match="Regel 5 staat niet aantoonbaar in het logboek van 5 regels"):
        inclusion_proof(5, 5, NODE)
    with pytest.raises(ConsistencyRefused, match="niet aantoonbaar een vervolg"):
        consistency_proof(6, 5, NODE)


def test_an_equal_log_needs_an_equal_root_and_no_proof() -> None:
    check_consistency(7, 7, (), ROOT[7], ROOT[7])
    check_consistency(0, 0, (), ROOT[0], ROOT[0])
    for proof, old in (((), ROOT[6]), ((ROOT[7],), ROOT[7])):
        with pytest.raises(ConsistencyRefused):
            check_consistency(7, 7, proof, old, ROOT[7])


def test_from_the_empty_log_there_is_nothing_to_prove() -> None:
    assert consistency_proof(0, 7, NODE) == ()
    with pytest.raises(ConsistencyRefused, match="leeg logboek"):
        check_consistency(0, 7, (), ROOT[0], ROOT[7])
