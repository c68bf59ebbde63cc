"""contracts ← infra ← services ← zvh ← play ← cli, and contracts ← verifier: nobody imports what stands beside or above him."""

import ast
from collections.abc import Iterator
from pathlib import Path

from support.tree import ROOT, SERVICES, modules, name_of

ALLOWED: dict[str, set[str]] = {
    "contracts": {"contracts"},
    "infra": {"contracts", "infra"},
    "verifier": {"contracts", "verifier"},
    **{service: {"contracts", "infra", service} for service in SERVICES},
    "audit": {"contracts", "infra", "verifier", "audit"},
    "zvh": {"contracts", "infra", *SERVICES, "zvh"},
    "play": {"contracts", "infra", "verifier", *SERVICES, "zvh", "play"},
    "cli": {"contracts", "infra", "verifier", *SERVICES, "zvh", "play", "cli"},
}
"""Member of `levensloop` → the members that it may import."""

OURS = modules("contracts", "infra", "services", "verifier", "cli")


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


def test_each_imports_only_what_it_stands_on() -> None:
    wrong = [
        f"{name_of(module)}:{line} imports {found}"
        for module in OURS
        for line, found in imported_members(module)
        if found not in ALLOWED[member(module)]
    ]
    assert not wrong


def test_every_member_is_in_the_table() -> None:
    assert {member(module) for module in OURS} == set(ALLOWED)
