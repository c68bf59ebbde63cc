"""contracts ← infra ← services ← cli: nobody imports what stands beside or above him."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.tree import ROOT, SERVICES, modules, name_of

ALLOWED: dict[str, set[str]] = {
    "contracts": {"contracts"},
    "infra": {"contracts", "infra"},
    **{service: {"contracts", "infra", service} for service in SERVICES},
    "cli": {"contracts", "infra", *SERVICES, "cli", "play"},
    "play": {"contracts", "infra", *SERVICES, "cli", "play"},
}
"""Member of `levensloop` → the members that it may import."""


def member(module: Path) -> str:
    """`…/levensloop/<member>/…`"""
    parts = module.relative_to(ROOT).parts
    return parts[parts.index("levensloop") + 1]


def imported_members(module: Path) -> Iterator[tuple[int, str]]:
    """Line and member of each import of ours, wherever it stands in the module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            top, *rest = name.split(".")
            if top == "levensloop":
                yield node.lineno, rest[0]


@pytest.mark.parametrize("module", modules("contracts", "infra", "services", "cli"), ids=name_of)
def test_it_imports_only_what_it_stands_on(module: Path) -> None:
    wrong = [found for found in imported_members(module) if found[1] not in ALLOWED[member(module)]]
    assert not wrong, f"{member(module)} may import {sorted(ALLOWED[member(module)])}"


def test_every_member_is_in_the_table() -> None:
    assert {member(module) for module in modules("contracts", "infra", "services", "cli")} == set(ALLOWED)
