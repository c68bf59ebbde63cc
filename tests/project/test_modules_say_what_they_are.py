"""Each module begins with what it is for, and fits a reader's head."""

import ast
from pathlib import Path

import pytest

from support.tree import CODE, modules, name_of

LINES = 250
SHIPPED = modules(*CODE)


@pytest.mark.parametrize("module", SHIPPED, ids=name_of)
def test_it_has_a_docstring(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree), "say in one line what this module answers"


@pytest.mark.parametrize("module", [*SHIPPED, *modules("tests")], ids=name_of)
def test_it_is_no_longer_than_a_reader_can_hold(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LINES
