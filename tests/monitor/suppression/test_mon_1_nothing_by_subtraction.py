"""MON-1: from what is shown, no count that is not shown can be found: at least two values remain, tried out by enumeration.

The enumeration knows nothing of how the suppression works: it looks for other counts that lead to the same page.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.monitor.suppression import Period, exposed, hidden_parts, hide_flows

SMALL = 3
COUNTS = st.integers(0, 7)


def shown(parts: tuple[int, ...], small: int) -> tuple[int | None, ...]:
    """The parts as a reader sees them."""
    hidden = hidden_parts(dict(enumerate(parts)), small)
    return tuple(None if at in hidden else value for at, value in enumerate(parts))


def splits(total: int, into: int) -> Iterator[tuple[int, ...]]:
    """Every way in which a total falls apart."""
    if into == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in splits(total - first, into - 1))


@given(st.lists(COUNTS, min_size=2, max_size=5).map(tuple).filter(lambda parts: sum(parts) >= SMALL))
@settings(deadline=None, max_examples=300)
def test_mon_1_a_reader_who_knows_the_method_finds_no_part_of_a_total(parts: tuple[int, ...]) -> None:
    page = shown(parts, SMALL)
    same = [other for other in splits(sum(parts), len(parts)) if shown(other, SMALL) == page]
    for at, value in enumerate(page):
        assert value is None or value >= SMALL
        assert value is not None or len({other[at] for other in same}) >= 2


@given(st.lists(st.integers(SMALL, 9), min_size=1, max_size=5))
def test_mon_1_nothing_is_hidden_where_nothing_is_small(parts: list[int]) -> None:
    assert None not in shown(tuple(parts), SMALL)


def period(before: int, ins: tuple[int, ...], outs: tuple[int, ...], known: bool) -> Period[str] | None:
    """A period with these flows, unless more would go than there were."""
    stock = before + sum(ins) - sum(outs)
    if stock < 0:
        return None
    inflows = {f"in{at}": value for at, value in enumerate(ins)}
    outflows = {f"out{at}": value for at, value in enumerate(outs)}
    return Period(inflows, outflows, "end", stock, before, before_unknown=not known)


def worlds(now: Period[str], most: int) -> Iterator[dict[str, int]]:
    """Every other course of the period that leaves what is shown as it is."""
    unknown = [key for key in now.values if key in now.hidden]
    befores = range(most + 1) if now.before_unknown else [now.before]
    for before, values in product(befores, product(range(most + 1), repeat=len(unknown))):
        world = {**now.values, **dict(zip(unknown, values, strict=True))}
        came = before + sum(world[key] for key in now.inflows)
        if came == world[now.end] + sum(world[key] for key in now.outflows):
            yield world


FLOWS = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(st.integers(0, 6), FLOWS, FLOWS, st.booleans())
@settings(deadline=None, max_examples=250)
def test_mon_1_no_flow_is_found_from_the_stock(
    before: int, ins: tuple[int, ...], outs: tuple[int, ...], known: bool
) -> None:
    course = period(before, ins, outs, known)
    if course is None:
        return
    now = hide_flows([course], 0, SMALL)
    found: dict[str, set[int]] = {key: set() for key in now.hidden}
    for world in worlds(now, max(now.values.values()) + 1):
        for key in found:
            found[key].add(world[key])
    assert all(len(values) >= 2 for values in found.values()), (now, found)
    assert all(value >= SMALL for key, value in now.values.items() if key not in now.hidden)


@given(st.integers(0, 5), FLOWS, FLOWS, FLOWS, FLOWS)
@settings(deadline=None, max_examples=250)
def test_mon_1_nor_from_the_half_year_before(
    before: int, ins: tuple[int, ...], outs: tuple[int, ...], later_ins: tuple[int, ...], later_outs: tuple[int, ...]
) -> None:
    first = period(before, ins, outs, known=False)
    second = first and period(first.stock, later_ins, later_outs, known=True)
    if first is None or second is None:
        return
    one = hide_flows([first], 0, SMALL)
    two = hide_flows([one, second], 1, SMALL)
    most = max(*one.values.values(), *two.values.values()) + 1
    ends = {world["end"] for world in worlds(one, most)}
    found: dict[tuple[int, str], set[int]] = {(n, key): set() for n, p in enumerate((one, two)) for key in p.hidden}
    for end in ends:  # the second period starts from where the first one may have ended
        later = list(worlds(replace(two, before=end), most))
        earlier = [world for world in worlds(one, most) if world["end"] == end] if later else []
        for number, happened in ((0, earlier), (1, later)):
            for key in (one, two)[number].hidden:
                found[number, key] |= {world[key] for world in happened}
    assert all(len(values) >= 2 for values in found.values()), (one, two, found)


def test_mon_1_what_would_be_found_is_seen() -> None:
    """One flow hidden, all else shown: that is no secret."""
    assert exposed([Period({"in": 9}, {"out": 1}, "end", 14, 6, frozenset({"out"}))], SMALL)
    assert exposed([Period({"in": 9}, {"a": 0, "b": 0}, "end", 15, 6, frozenset({"a", "b"}))], SMALL)
    assert not exposed([Period({"in": 9, "moved": 0}, {"a": 0}, "end", 15, 6, frozenset({"a", "moved"}))], SMALL)
