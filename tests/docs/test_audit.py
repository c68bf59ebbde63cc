"""docs/audit.md: the questions in its table are those that can be asked, with their articles; what fsck checks is in the other."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

from docs.reading import page, rows, section

from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.checking import beside, keys, log, positions, streams
from levensloop.cli.fsck import disclosed as fsck_disclosed
from levensloop.cli.fsck import followed as fsck_followed
from levensloop.cli.fsck import node as fsck_node
from levensloop.cli.fsck import recorded as fsck_recorded

AUDIT = page("audit.md")


def test_every_question_is_in_the_table_with_its_article() -> None:
    told = {row[0].strip("`"): row[2] for row in rows(section(AUDIT, "What can be asked").split("\n### ")[0])}
    assert told == {name: question.article for name, question in QUESTIONS.items()}


def test_every_check_of_a_node_is_in_the_table() -> None:
    """Each is the first of what a `Finding` says."""
    modules = (beside, keys, log, positions, streams, fsck_disclosed, fsck_followed, fsck_node, fsck_recorded)
    found = {check for module in modules for check in _checks(module)}
    told = {row[0] for row in rows(section(AUDIT, "What can be asked").split("### The whole node")[1])}
    assert told == found


def _checks(module: ModuleType) -> Iterator[str]:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
            named = node.args[0]
            yield str(named.value if isinstance(named, ast.Constant) else getattr(module, ast.unparse(named)))
