"""YAML as a case file uses it: dates stay text, a key stands once, and an error names its line."""

from pathlib import Path
from typing import Any

import yaml

from levensloop.contracts.os_errors import why
from levensloop.infra.yaml_file import OnceOnly
from levensloop.play.case_problems import CaseFileError, Problem

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(OnceOnly):
    """With dates as text."""


# A command's data goes to JSON as it stands, so a date is the text that its writer wrote.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str) -> Any:
    """What the text says, with dates as text. Raises `yaml.YAMLError`."""
    return yaml.load(text, _Loader)


def read_yaml(path: Path) -> dict[str, Any]:
    """The file's fields. Raises `CaseFileError` when it cannot be read, is no YAML, or has no fields."""
    try:
        raw = parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CaseFileError(path, [Problem(None, "", f"het bestand is niet te lezen: {why(error)}")]) from error
    except UnicodeDecodeError as error:
        raise CaseFileError(path, [Problem(None, "", "het is geen tekst in UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        line = f"regel {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise CaseFileError(path, [Problem(None, line, f"geen geldige YAML: {error.problem}")]) from error
    except yaml.YAMLError as error:
        raise CaseFileError(path, [Problem(None, "", f"geen geldige YAML: {error}")]) from error
    if not isinstance(raw, dict):
        raise CaseFileError(path, [Problem(None, "", "het bestand moet velden hebben: title, source, topology, …")])
    return {str(key): value for key, value in raw.items()}
