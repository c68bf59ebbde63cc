"""docs/audit.md: the questions in its table are those that can be asked, with their articles; what fsck checks is in the other."""

import ast
from pathlib import Path

from docs.reading import page, rows, section

from levensloop.audit import checking
from levensloop.audit.inquiry import QUESTIONS
from levensloop.cli import fsck_node

AUDIT = page("audit.md")


def test_every_question_is_in_the_table_with_its_article() -> None:
    told = {row[0].strip("`"): row[2] for row in rows(section(AUDIT, "What can be asked").split("\n### ")[0])}
    assert told == {name: question.article for name, question in QUESTIONS.items()}


def test_every_check_of_a_node_is_in_the_table() -> None:
    """Each is the first of what a `Finding` says, or the `CHECK` of its module."""
    found: set[str] = set()
    for source in (*Path(checking.__path__[0]).glob("*.py"), Path(fsck_node.__file__)):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CHECK":
                found.add(ast.literal_eval(node.value))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                found |= {str(node.args[0].value)} if isinstance(node.args[0], ast.Constant) else set()
    told = {row[0] for row in rows(section(AUDIT, "What can be asked").split("### The whole node")[1])}
    assert told == found
