"""The fields of a command, as a user writes them: YAML or JSON, in a file or on standard input."""

import json
import sys
from typing import Any

import yaml

from levensloop.contracts.os_errors import why
from levensloop.play.case_yaml import parse

STANDARD_INPUT = "-"


class CommandFileError(Exception):
    """The fields cannot be read; the message, in Dutch, says where it goes wrong."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} is niet te gebruiken: {problem}.")


def read_fields(name: str) -> dict[str, Any]:
    """The fields in this file, `-` for standard input. Raises `CommandFileError`."""
    try:
        if name == STANDARD_INPUT:
            return fields_in(sys.stdin.read(), "standaardinvoer")
        with open(name, encoding="utf-8") as file:
            return fields_in(file.read(), name)
    except OSError as error:
        raise CommandFileError(name, f"het bestand is niet te lezen ({why(error)})") from error
    except UnicodeDecodeError as error:
        raise CommandFileError(name, "het is geen tekst in UTF-8") from error


def fields_in(text: str, name: str) -> dict[str, Any]:
    """The fields that the text gives; none when it is empty. Raises `CommandFileError`."""
    try:
        raw = json.loads(text, object_pairs_hook=lambda pairs: _each_once(pairs, name))
    except json.JSONDecodeError:
        raw = _yaml(text, name)
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise CommandFileError(name, "het moet velden hebben, elk met een waarde")
    return {str(key): value for key, value in raw.items()}


def _each_once(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1)
        raise CommandFileError(name, f"'{twice}' staat er twee keer")
    return found


def _yaml(text: str, name: str) -> Any:
    try:
        return parse(text)
    except yaml.MarkedYAMLError as error:
        line = f", regel {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise CommandFileError(name, f"geen geldige YAML of JSON{line}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise CommandFileError(name, f"geen geldige YAML of JSON: {error}") from error
