"""The tables of a page, as rows of cells."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a second-level heading."""
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row below the line that ends its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    start = next(at for at, line in enumerate(lines) if line.startswith("|---"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start + 1 :]]


def terms(text: str) -> dict[str, str]:
    """Code name → Dutch, of a glossary table; fails where either stands twice."""
    pairs = [(row[1].strip("`"), row[0]) for row in rows(text)]
    codes, dutch = [code for code, _ in pairs if code], [term for _, term in pairs]
    assert len(set(codes)) == len(codes), "a code name stands twice"
    assert len(set(dutch)) == len(dutch), "a Dutch term stands twice"
    return dict(pairs)


def names(text: str) -> set[str]:
    """Names of classes that a page mentions as code."""
    return set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)+)\+?`", text))
