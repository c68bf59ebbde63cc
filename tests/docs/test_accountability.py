"""docs/accountability.md: what a record of each operation says. What is told of purpose, article and matrix is so of each of them."""

from docs.reading import page, rows, section

from levensloop.contracts.accountability import Operation
from levensloop.contracts.lawful import usual

SAYS = section(page("accountability.md"), "Records").split("### What a record says")[1]
HEAD = ("about whom", "categories", "purpose", "article", "ground", "matrix", "conditions", "trace")
FIELDS = {row[0].strip("`"): dict(zip(HEAD, row[1:], strict=True)) for row in rows(SAYS)}


def test_every_operation_is_in_the_table_and_what_it_has_not_has_a_reason() -> None:
    assert FIELDS.keys() == {operation.value for operation in Operation}
    for told in FIELDS.values():
        assert all(cell and cell.strip() != "no" for cell in told.values())


def test_wgs_1_8_4_purpose_article_and_matrix_are_in_each() -> None:
    for operation in Operation:
        assert [FIELDS[operation.value][name] for name in ("purpose", "article", "matrix")] == ["yes"] * 3
        assert {"purpose", "article", "matrix"} <= usual(operation, "plan.plan").keys()
