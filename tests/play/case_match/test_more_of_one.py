"""`Name+` stands for one or more; everything else is exact."""

import pytest

from levensloop.play.case_match import in_any_order, in_order


@pytest.mark.parametrize(
    ("expected", "got", "holds"),
    [
        ([], [], True),
        (["A", "B"], ["A", "B"], True),
        (["A", "B"], ["B", "A"], False),
        (["A"], [], False),
        ([], ["A"], False),
        (["A+"], ["A"], True),
        (["A+"], ["A", "A", "A"], True),
        (["A+"], [], False),
        (["A+", "B"], ["A", "A", "B"], True),
        (["A+", "B"], ["A", "B", "A"], False),
        (["A", "A+"], ["A"], False),
        (["A", "A+"], ["A", "A"], True),
        (["A+", "B"], ["A", "B", "B"], False),
    ],
)
def test_in_order(expected: list[str], got: list[str], holds: bool) -> None:
    assert in_order(expected, got) is holds


@pytest.mark.parametrize(
    ("expected", "got", "holds"),
    [
        (["A", "B"], ["B", "A"], True),
        (["A", "A"], ["A"], False),
        (["A+", "B"], ["A", "B", "A"], True),
        (["A+"], ["A", "B"], False),
        (["A+", "B"], ["B"], False),
        ([], ["A"], False),
    ],
)
def test_in_any_order(expected: list[str], got: list[str], holds: bool) -> None:
    assert in_any_order(expected, got) is holds
