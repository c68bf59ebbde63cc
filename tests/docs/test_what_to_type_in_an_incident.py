"""docs/security.md and docs/accountability.md name commands for bad moments: each is there, and takes what it is shown with."""

import re
import shlex
from typing import Any

import pytest
import typer.main
from docs.reading import page

from levensloop.cli.application import application

PAGES = ("security.md", "accountability.md")
NAMED = sorted({line for name in PAGES for line in re.findall(r"`levensloop ([a-z][^`]*)`", page(name))})
SHOWN = sorted({line for line in re.findall(r"^ {4}levensloop (.+)$", "\n".join(map(page, PAGES)), flags=re.M)})


def command(words: list[str]) -> tuple[Any, list[str]]:
    """What is meant, and what is left of the words."""
    found: Any = typer.main.get_command(application())
    rest = list(words)
    while commands := getattr(found, "commands", None):
        found = commands[rest.pop(0)]
    return found, rest


@pytest.mark.parametrize("line", NAMED)
def test_a_command_that_is_named_is_there(line: str) -> None:
    command(shlex.split(line))


@pytest.mark.parametrize("line", sorted({line for line in NAMED if "network.yaml" in line} | set(SHOWN)))
def test_what_it_says_to_type_is_understood(line: str) -> None:
    found, rest = command(shlex.split(line.split(" [")[0]))
    found.make_context("levensloop", rest)


def test_each_key_that_can_be_stolen_has_its_row() -> None:
    table = page("security.md").split("## Incidents", 1)[1]
    for key in (
        "nkey",
        "signing key",
        "certificate",
        "key of the log stolen",
        "key of the log lost",
        "key of a witness",
    ):
        assert any(key in row.split("|")[1] for row in table.splitlines() if row.startswith("| ")), key
