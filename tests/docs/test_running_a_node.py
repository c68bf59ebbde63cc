"""docs/running-a-node.md: the fields that it shows are those of the command, and what it says to type is understood."""

import json
import re
import shlex

import pytest
import typer.main
from docs.reading import page

from levensloop.cli.application import application
from levensloop.cli.command_file import fields_in
from levensloop.contracts.commands.inclusion import ReportClient

PAGE = page("running-a-node.md")
COMMANDS = re.findall(r"^ {4}levensloop (.+)$", PAGE, flags=re.M)


def test_the_report_that_it_shows_is_one() -> None:
    [text] = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.S)

    ReportClient.model_validate_json(json.dumps(fields_in(text, "running-a-node.md")))


@pytest.mark.parametrize("line", COMMANDS)
def test_what_it_says_to_type_is_understood(line: str) -> None:
    words = shlex.split(line)
    command = typer.main.get_command(application())
    while commands := getattr(command, "commands", None):
        command = commands[words.pop(0)]

    command.make_context(line, words)  # raises for an option or a value that is none
