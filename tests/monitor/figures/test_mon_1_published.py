"""MON-1: what leaves holds no small count, and none that could be found from the rest of the page."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.contracts.monitoring import BREAKDOWNS, INFLOWS, OUTFLOWS, Figure
from levensloop.monitor.figures import Counted
from levensloop.monitor.publication import hidden_figures, publish
from levensloop.monitor.suppression import Period, exposed

SMALL = 5
MANY = st.integers(0, 30)


@st.composite
def counts(draw: st.DrawFn, before: int = 0) -> Counted:
    """Any figures that can go together."""
    values = {figure: draw(MANY) for figure in (Figure.DECLINED, Figure.PLANS)}
    values |= {figure: draw(MANY) for figure in INFLOWS}
    left = before + sum(values[figure] for figure in INFLOWS)
    for figure in OUTFLOWS:
        values[figure] = draw(st.integers(0, min(left, 12)))
        left -= values[figure]
    values[Figure.OPEN_AT_END] = left
    for row in BREAKDOWNS:
        if row.rest:
            values |= {part: draw(st.integers(0, values[row.total])) for part in row.parts}
    for row in (row for row in BREAKDOWNS if not row.rest):
        parts = row.parts if row.total not in values else row.parts[:-1]
        room = values.get(row.total, 10**6)
        for part in parts:
            values[part] = draw(st.integers(0, min(12, room)))
            room -= values[part]
        if row.total in values:
            values[row.parts[-1]] = room
        values[row.total] = sum(values[part] for part in row.parts)
    return Counted({figure: values[figure] for figure in Figure}, before, 30)


def page(counted: Counted, small: int = SMALL) -> Mapping[Figure, int | None]:
    published = publish(lambda _: counted, "2026H1", {}, small)
    return {value.figure: value.value for value in published.figures}


@given(counts(), st.integers(3, 10))
@settings(deadline=None, max_examples=300)
def test_mon_1_nothing_small_leaves(counted: Counted, small: int) -> None:
    shown = page(counted, small)

    assert set(shown) == set(Figure)
    assert all(value is None or value == counted.values[figure] >= small for figure, value in shown.items())


@given(counts())
@settings(deadline=None, max_examples=300)
def test_mon_1_nor_is_it_left_over(counted: Counted) -> None:
    """What a total leaves to hidden parts is shared by two at least, and is somebody; a hidden total has no parts to show."""
    shown = page(counted)
    for row in BREAKDOWNS:
        total, parts = shown[row.total], [shown[part] for part in row.parts]
        if total is None:
            assert set(parts) == {None}
            continue
        left = total - sum(part or 0 for part in parts)
        unknown = parts.count(None) + row.rest
        assert unknown == 0 or unknown >= 2 or left >= SMALL
        assert unknown == 0 or left > 0


@given(st.integers(0, 12).flatmap(lambda before: counts(before)), st.data())
@settings(deadline=None, max_examples=200)
def test_mon_1_two_half_years_beside_one_another_betray_nothing(first: Counted, data: st.DataObject) -> None:
    second = data.draw(counts(first.values[Figure.OPEN_AT_END]))
    counted = {"2025H2": first, "2026H1": second}
    hidden = {"2025H2": hidden_figures(counted.__getitem__, "2025H2", {}, SMALL)}
    hidden["2026H1"] = hidden_figures(counted.__getitem__, "2026H1", hidden, SMALL)

    periods = [
        Period(
            {f: found.values[f] for f in INFLOWS},
            {f: found.values[f] for f in OUTFLOWS},
            Figure.OPEN_AT_END,
            found.values[Figure.OPEN_AT_END],
            found.before,
            hidden[half_year] & {*INFLOWS, *OUTFLOWS, Figure.OPEN_AT_END},
            before_unknown=half_year == "2025H2",
        )
        for half_year, found in counted.items()
    ]
    assert not exposed(periods, SMALL)


def test_mon_1_a_median_of_few_is_not_shown() -> None:
    few = Counted({figure: 4 if figure is Figure.PLANS else 0 for figure in Figure}, 0, 12)
    enough = Counted({figure: 5 if figure is Figure.PLANS else 0 for figure in Figure}, 0, 12)

    assert publish(lambda _: few, "2026H1", {}, SMALL).plan_median_days is None
    assert publish(lambda _: enough, "2026H1", {}, SMALL).plan_median_days == 12


def test_mon_1_an_ordinary_half_year_shows_most_of_what_matters() -> None:
    values = dict.fromkeys(Figure, 0) | {
        Figure.INCLUDED: 9,
        Figure.DECLINED: 6,
        Figure.EXCLUDED: 1,
        Figure.OPEN_AT_END: 30,
        Figure.WITHOUT_HOUSING: 10,
        Figure.VG_INDICATION: 6,
        Figure.IN_SECURE_BED: 2,
        Figure.PLANS: 9,
        Figure.PLANS_WITHIN_MONTH: 4,
        Figure.REVIEWS: 50,
        Figure.REVIEWS_ON_TIME: 44,
        Figure.REVIEWS_LATE: 6,
    }
    shown = {figure for figure, value in page(Counted(values, 22, 33)).items() if value is not None}

    assert shown == {
        Figure.INCLUDED,
        Figure.DECLINED,
        Figure.OPEN_AT_END,
        Figure.WITHOUT_HOUSING,
        Figure.VG_INDICATION,
        Figure.PLANS,
        Figure.REVIEWS,
        Figure.REVIEWS_ON_TIME,
        Figure.REVIEWS_LATE,
    }
