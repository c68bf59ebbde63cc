"""Each module begins with what it is for, and fits a reader's head."""

import ast

from support.tree import CODE, modules, name_of

LINES = 250
TEST_LINES = 300  # cases of one rule stand together, also where there are many
SHIPPED = modules(*CODE)


def test_each_has_a_docstring() -> None:
    trees = {module: ast.parse(module.read_text(encoding="utf-8")) for module in SHIPPED}
    silent = [name_of(module) for module, tree in trees.items() if tree.body and not ast.get_docstring(tree)]
    assert not silent, "say in one line what this module answers"


def test_none_is_longer_than_a_reader_can_hold() -> None:
    allowed = dict.fromkeys(modules("tests"), TEST_LINES) | dict.fromkeys(SHIPPED, LINES)
    lines = {module: len(module.read_text(encoding="utf-8").splitlines()) for module in allowed}
    assert not {name_of(module): count for module, count in lines.items() if count > allowed[module]}
