"""MON-1: five ZVHs and forty clients, played from a seed; the figures are what was put in, at each ZVH and in the nation.

What was put in is counted from the input sheet by support.nation.counting, which uses nothing of the software.
"""

from pathlib import Path

import pytest
from play.nation.playing import CLIENTS, HALF_YEARS, SEED, ZVHS, Nation, played

from levensloop.contracts.monitoring import SMALL_COUNT, Figure
from levensloop.monitor.national import add_up
from support.nation.counting import figures, plan_days
from support.nation.making import make


def test_the_same_seed_makes_the_same_nation(tmp_path: Path) -> None:
    one, other = (make(SEED, 2, 10, tmp_path / name) for name in ("one", "other"))
    different = make(SEED + 1, 2, 10, tmp_path / "different")

    assert one.case_file.read_bytes() == other.case_file.read_bytes()
    assert one.sheet.read_bytes() == other.sheet.read_bytes()
    assert one.sheet.read_bytes() != different.sheet.read_bytes()


@pytest.mark.timeout(1800)
async def test_mon_1_the_figures_of_a_nation_are_what_was_put_in(tmp_path: Path) -> None:
    """One test, because playing it takes a minute and everything below is about that one play."""
    nation = await played(tmp_path)

    it_went_as_the_stories_tell(nation)
    what_was_put_in_is_what_was_asked_for(nation)
    for half_year in HALF_YEARS:
        each_zvh_counts_what_was_put_in(nation, half_year)
        together_they_count_the_nation(nation, half_year)
        what_leaves_is_what_was_put_in_without_small_counts(nation, half_year)
        the_clla_adds_up_to_bounds_that_hold(nation, half_year)
    there_is_something_to_tell_of_the_nation(nation)
    the_clla_got_figures_and_nothing_of_a_case(nation)


def it_went_as_the_stories_tell(nation: Nation) -> None:
    report = nation.report

    assert [(h.note, d) for h in report.happenings for d in h.deviations] == []
    assert list(report.deviations) == []
    assert report.held, "the logs, folded again, say what the services say"


def what_was_put_in_is_what_was_asked_for(nation: Nation) -> None:
    clients = list(nation.sheet["clients"].values())
    told = [{fact["what"] for fact in facts} for facts in clients]
    included = [facts for facts, what in zip(clients, told, strict=True) if "included" in what]
    at_first = [next((f["situation"] for f in facts if f["what"] == "housing"), "housed") for facts in included]

    assert (len(clients), len(nation.zvhs)) == (CLIENTS, ZVHS)
    assert sum(situation != "housed" for situation in at_first) == round(len(included) / 3)
    assert sum("vg-indication" in what for what in told) == round(len(included) / 5)
    everything = {"declined", "advised", "not-fitting", "postponed", "moved", "excluded", "died", "bed", "escalation"}
    assert everything <= set().union(*told)
    assert any(sum(fact["what"] == "moved" for fact in facts) > 1 for facts in clients), "a chain of moves"
    assert any(fact.get("late") for facts in clients for fact in facts if fact["what"] == "plan")
    assert any(fact.get("late") for facts in clients for fact in facts if fact["what"] == "review")


def each_zvh_counts_what_was_put_in(nation: Nation, half_year: str) -> None:
    for zvh in nation.zvhs:
        put_in, answer = figures(nation.sheet, zvh, half_year), nation.exact[zvh, half_year]
        counted = {row["figure"]: row["value"] for row in answer["figures"]}

        assert counted == {figure.value: put_in.pop(figure.value, 0) for figure in Figure}, zvh
        assert put_in == {}, "every fact has its figure"
        assert answer["plan_median_days"] == plan_days(nation.sheet, zvh, half_year), zvh


def together_they_count_the_nation(nation: Nation, half_year: str) -> None:
    total: dict[str, int] = {}
    for zvh in nation.zvhs:
        for row in nation.exact[zvh, half_year]["figures"]:
            total[row["figure"]] = total.get(row["figure"], 0) + row["value"]
    put_in = figures(nation.sheet, None, half_year)

    assert total == {figure.value: put_in.get(figure.value, 0) for figure in Figure}


def what_leaves_is_what_was_put_in_without_small_counts(nation: Nation, half_year: str) -> None:
    for zvh in nation.zvhs:
        put_in = figures(nation.sheet, zvh, half_year)
        left = {value.figure.value: value.value for value in nation.delivered[zvh, half_year].figures}

        assert left.keys() == {figure.value for figure in Figure}
        for figure, value in left.items():
            real = put_in.get(figure, 0)
            assert value in (None, real), (zvh, figure)
            assert value is None or real >= SMALL_COUNT, (zvh, figure)


def the_clla_adds_up_to_bounds_that_hold(nation: Nation, half_year: str) -> None:
    put_in = figures(nation.sheet, None, half_year)
    delivered = {zvh: nation.delivered[zvh, half_year] for zvh in nation.zvhs}

    for found in add_up(delivered):
        real = put_in.get(found.figure.value, 0)
        assert found.at_least <= real, found
        assert found.at_most is None or real <= found.at_most, found


def there_is_something_to_tell_of_the_nation(nation: Nation) -> None:
    of_the_last = add_up({zvh: nation.delivered[zvh, HALF_YEARS[-1]] for zvh in nation.zvhs})

    assert [found.figure for found in of_the_last if found.at_least]
    assert [found.figure for found in of_the_last if found.suppressed]


def the_clla_got_figures_and_nothing_of_a_case(nation: Nation) -> None:
    got = nation.report.received["clla"]

    assert len(got) == len(nation.delivered) == ZVHS * len(HALF_YEARS)
