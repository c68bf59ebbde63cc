"""docs/controleren.md and docs/audit.md say of every check, finding and failure what it is: an auditor looks them up there."""

import ast
import re
from pathlib import Path

from docs.reading import page, rows

from levensloop.verifier import bundle_errors, findings
from levensloop.verifier.steps import Check
from support.broken_bundles import CORPUS
from support.tree import ROOT

DUTCH, ENGLISH = page("controleren.md"), page("audit.md")
SOURCE = ROOT / "verifier" / "levensloop" / "verifier"


def test_every_check_stands_there_with_its_status() -> None:
    table = DUTCH.split("| uitkomst | controle |", 1)[1].split("\n\n", 1)[0]
    assert [(int(row[0]), row[1]) for row in rows("|" + table)] == [(check.status, check.dutch) for check in Check]


def test_every_finding_is_explained() -> None:
    told = {
        node.args[0].value
        for name in (findings.__file__, str(SOURCE / "extent.py"))
        for node in ast.walk(ast.parse(Path(name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Finding"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(told) >= 15
    explained = set(re.findall(r"`([A-Z]\w+)`", DUTCH.split("## Waar u naar kunt vragen", 1)[1]))
    assert explained == told


def test_every_failure_of_a_bundle_is_named() -> None:
    kinds = {
        name
        for name, kind in vars(bundle_errors).items()
        if isinstance(kind, type) and kind.__module__ == bundle_errors.__name__ and name != "AtEntry"
    }
    named = re.findall(r"`(\w+)`", ENGLISH.split("Refused, by name:", 1)[1].split("\n\n", 1)[0])
    assert set(named) == kinds


def test_the_size_of_the_corpus_is_what_the_page_says() -> None:
    found = re.search(r"\*\*Tried\*\* with (\d+) bundles", ENGLISH)
    assert found
    assert int(found[1]) == len(CORPUS)
