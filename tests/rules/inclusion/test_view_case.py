"""What others may ask of inclusion: how a case stands, at every moment of it, as plain JSON."""

import json

from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_PERSON, SAMPLE_TEAM, direction_transferred, included_case, move_announced
from support.samples.world import HAAGLANDEN, NOW, POLITIE, PROVIDER, ROTTERDAM, at_haaglanden

case = inclusion.views["case"]


def test_a_case_that_is_not_there() -> None:
    seen = case(inclusion.initial)

    assert (seen["phase"], seen["director"], seen["team"]) == ("none", None, [])


def test_a_case_with_its_team() -> None:
    seen = json.loads(json.dumps(case(at_haaglanden(inclusion, *included_case(), move_announced(NOW)).state)))

    assert (seen["phase"], seen["director"], seen["reporter"]) == ("included", HAAGLANDEN, POLITIE)
    assert seen["person"]["name"] == SAMPLE_PERSON.name
    assert seen["moving_to"] == ROTTERDAM
    assert seen["included_on"] == "2026-01-12"
    assert seen["heads"]["provider"] == PROVIDER
    assert [member["organisation"] for member in seen["team"]] == [invited.organisation for invited in SAMPLE_TEAM]
    assert seen["team"][0]["joined_on"] == "2026-01-12"


def test_a_row_of_the_list_of_cases_says_where_it_stands() -> None:
    there = at_haaglanden(inclusion, *included_case(), move_announced(NOW), direction_transferred(NOW)).state

    [row] = inclusion.lists["cases"](there, ROTTERDAM)

    assert row == {"phase": "included", "director": ROTTERDAM, "moving_to": None, "included_on": "2026-01-12"}
