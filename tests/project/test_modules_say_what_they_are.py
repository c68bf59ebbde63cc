"""Each module begins with what it is for, and fits a reader's head."""

import ast

from support.tree import CODE, modules, name_of

LINES = 250
SHIPPED = modules(*CODE)


def test_each_has_a_docstring() -> None:
    trees = {module: ast.parse(module.read_text(encoding="utf-8")) for module in SHIPPED}
    silent = [name_of(module) for module, tree in trees.items() if tree.body and not ast.get_docstring(tree)]
    assert not silent, "say in one line what this module answers"


def test_none_is_longer_than_a_reader_can_hold() -> None:
    lines = {name_of(m): len(m.read_text(encoding="utf-8").splitlines()) for m in [*SHIPPED, *modules("tests")]}
    assert not {name: count for name, count in lines.items() if count > LINES}
