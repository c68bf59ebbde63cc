"""docs/disclosure-reasoning.md says of each role what the matrix gives it and never gives it: what an FG reads is the CSV that runs."""

import re

import pytest
from docs.reading import DOCS

from levensloop.contracts.categories import Category
from levensloop.contracts.matrix.lines import Field, Grant, matrix
from levensloop.contracts.roles import ROLES, Role

PAGE = (DOCS / "disclosure-reasoning.md").read_text(encoding="utf-8")
TABLE = re.findall(
    r"^\| `([a-z-]+)` \| ((?:`[a-z-]+`(?:, )?)+) \| (.*) \|$", PAGE.split("that no line gives it")[1], re.M
)
ROWS = {Role(role): (set(re.findall(r"`([^`]+)`", never)), health) for role, never, health in TABLE}
MATRIX = matrix()


def given(role: Role) -> list[Field]:
    """The fields that a line gives it in the team, or by its role."""
    return [
        field
        for fields in MATRIX.events.values()
        for field in fields
        if any(code.to in (Grant.TEAM, Grant.ROLE) for code in MATRIX.cell(field, role))
    ]


def test_it_has_a_row_for_every_role_that_gets_anything() -> None:
    assert set(ROWS) == {role for role in Role if given(role)}


@pytest.mark.parametrize("role", ROWS, ids=str)
def test_what_it_says_that_no_line_gives_no_line_gives(role: Role) -> None:
    assert ROWS[role][0] == set(Category) - {field.category for field in given(role)}


@pytest.mark.parametrize("role", ROWS, ids=str)
def test_of_health_it_names_each_field(role: Role) -> None:
    health = ROWS[role][1]
    paths = {field.path.removeprefix("plan.") for field in given(role) if field.category is Category.HEALTH}

    assert (health == "all") == ROLES[role].secrecy
    assert health == "all" or set(re.findall(r"`([^`]+)`", health)) == paths


def test_the_police_hears_where_somebody_goes_after_a_bed_and_no_more_of_housing() -> None:
    """As its row says; the kind of an escalation is its category, such as *housing*."""
    housing = {
        f"{event}.{field.path}"
        for event, fields in MATRIX.events.items()
        for field in fields
        if field.category is Category.HOUSING and field in given(Role.POLITIE)
        if any(code.to is Grant.TEAM for code in MATRIX.cell(field, Role.POLITIE))
    }

    assert "where somebody goes after it" in PAGE
    assert housing == {"released-from-secure-bed.destination", "escalation-started.kind"}
