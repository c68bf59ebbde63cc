"""docs/wgs.md: each article has tests that name it and modules that keep it, and each test and module it names is there."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from docs.reading import DOCS

ROOT = DOCS.parent
PAGE = DOCS / "wgs.md"
ARTICLES = [
    "2.25",
    "1.8(5)",
    "2.26",
    "2.27(1)",
    "2.27(2)",
    "2.27(3)",
    "2.31(2)",
    "2.31(3)",
    "2.31(4)",
    "2.31(8)",
    "2.31(9)",
    "2.31(11)",
    "2.30(1)",
    "1.5(1)",
    "2.29(2)",
    "2.29(3)",
    "1.7(1)",
    "1.7(2)",
    "1.7(3)",
    "1.7(4)",
    "1.12",
    "2.28",
    "1.8(2)",
    "1.8(4)",
    "1.8(7)",
    "1.8(6)",
    "1.9",
    "1.10",
    "1.4(2)",
    "1.4(4)",
    "1.11",
]
NOT_YET: frozenset[str] = frozenset()
"""Articles whose row says that the software does not do it yet."""


@dataclass(frozen=True)
class Row:
    """One article: what it is called, what the software does, the tests and the modules that its row names."""

    article: str
    does: str
    tests: tuple[str, ...]
    modules: tuple[str, ...]

    @property
    def rule(self) -> str:
        """`2.29(2)` → `2.29-2`."""
        return self.article.replace("(", "-").replace(")", "")


def _rows() -> Iterator[Row]:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and re.fullmatch(r"\d\.\d+(\(\d+\))?", cells[0]):
            named = [tuple(re.findall(r"`([^`]+)`", cell)) for cell in cells[3:]]
            yield Row(cells[0], cells[2], named[0], named[1])


ROWS = {row.article: row for row in _rows()}


@cache
def _tests() -> dict[str, list[str]]:
    """Name of each test function → its own docstring with that of its module, of each that has that name."""
    found: dict[str, list[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                said = f"{ast.get_docstring(tree)} {ast.get_docstring(node)}"
                found.setdefault(node.name, []).append(said)
    return found


def test_it_has_a_row_for_every_article() -> None:
    assert list(ROWS) == ARTICLES


@pytest.mark.parametrize("article", sorted(set(ARTICLES) - NOT_YET))
def test_each_article_has_a_test_that_names_it(article: str) -> None:
    row = ROWS[article]
    prefix = f"test_wgs_{row.rule.replace('.', '_').replace('-', '_')}_"
    named = [test for test in row.tests if test.startswith(prefix)]

    assert named, f"no test whose name holds {prefix}"
    assert any(
        re.search(rf"WGS-{re.escape(row.rule)}(?![-\d])", said) for test in named for said in _tests().get(test, [])
    ), f"no docstring of {named} says WGS-{row.rule}"


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_it_names_is_there(row: Row) -> None:
    assert not [test for test in row.tests if test not in _tests()]
    assert not [module for module in row.modules if not (ROOT / module).is_file()]
    assert row.does
    assert row.article in NOT_YET or row.modules


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_is_not_there_yet_says_so(row: Row) -> None:
    assert ("**Not yet**" in row.does) == (row.article in NOT_YET)
