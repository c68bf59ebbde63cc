"""Every command is told by `--topology` which topology it is about, and by an argument what else it is about."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from levensloop.cli.application import application

ARGUMENTS = {"topology apply", "audit verify", "play"}
"""Commands with a file as their argument: a topology that is to come, a bundle, a case file."""


def commands(found: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    inner = getattr(found, "commands", None)
    if inner is None:
        yield name, found
    for word, command in (inner or {}).items():
        yield from commands(command, f"{name} {word}".strip())


EVERY = dict(commands(typer.main.get_command(application())))


@pytest.mark.parametrize("name", EVERY)
def test_the_topology_is_an_option(name: str) -> None:
    params = EVERY[name].params
    files = [param for param in params if param.param_type_name == "argument" and param.name == "file"]
    assert bool(files) == (name in ARGUMENTS)
    about = [param for param in params if param.help == "het topologiebestand (YAML)"]
    assert [param.opts for param in about] in ([], [["--topology"]])


def test_most_commands_are_about_one() -> None:
    those = {name for name, found in EVERY.items() if any("--topology" in param.opts for param in found.params)}
    assert {"keys init", "keys rotate", "topology keys", "topology render", "topology apply", "up", "agenda"} <= those
    assert len(those) > 40
