"""MOV-2: the chained digest proves that a case is whole: any change, omission, addition or other order shows."""

from functools import reduce

from hypothesis import assume, given
from hypothesis import strategies as st

from levensloop.contracts.recorded import EMPTY_CHAIN, chain, fingerprint

cases = st.lists(st.binary(min_size=1, max_size=20), max_size=8)


def digest(bodies: list[bytes]) -> str:
    return reduce(chain, map(fingerprint, bodies), EMPTY_CHAIN)


@given(cases, cases)
def test_mov_2_two_different_streams_never_have_one_digest(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@given(cases.filter(bool), st.data())
def test_mov_2_one_changed_missing_or_added_event_shows(bodies: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(bodies) - 1))
    changed = bodies[at] + b"x"

    assert digest([*bodies[:at], changed, *bodies[at + 1 :]]) != digest(bodies)
    assert digest([*bodies[:at], *bodies[at + 1 :]]) != digest(bodies)
    assert digest([*bodies[:at], changed, *bodies[at:]]) != digest(bodies)


@given(cases)
def test_mov_2_another_order_shows(bodies: list[bytes]) -> None:
    shuffled = sorted(bodies, reverse=True)
    assume(shuffled != bodies)

    assert digest(shuffled) != digest(bodies)


@given(cases, cases)
def test_mov_2_the_chain_goes_on_where_it_was(before: list[bytes], after: list[bytes]) -> None:
    """A receiver need not read the case again to check what came since."""
    assert reduce(chain, map(fingerprint, after), digest(before)) == digest([*before, *after])
