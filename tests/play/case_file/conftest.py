"""A small valid case file, to break in one place at a time."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from levensloop.play.case_file import CaseFileError, load_case_file

TOPOLOGY = Path(__file__).parents[3] / "topologies" / "two-zvhs.yaml"

VALID: dict[str, Any] = {
    "title": "Een kleine casus",
    "source": "Verzonnen",
    "topology": str(TOPOLOGY),
    "cases": ["anna"],
    "groups": {"veilig": ["politie-haaglanden", "om-haaglanden"]},
    "steps": [
        {
            "at": "2024-01-08T09:00",
            "note": "De politie meldt.",
            "by": {"organisation": "politie-haaglanden", "functionary": "wijkagent"},
            "command": "ReportClient",
            "data": {
                "person": {"name": "Anna Verzonnen", "date_of_birth": "1990-01-01", "municipality": "Den Haag"},
                "reason": "Zorgen.",
                "concerns": [{"domain": "housing", "text": "Geen huis."}],
                "safety": ["Dreigt."],
            },
            "expect": {
                "events": ["ClientReported"],
                "arrives": {"veilig": ["ClientReported"], "om-haaglanden": "nothing", "others": "nothing"},
            },
        },
        {"at": "2024-02-08T09:00", "wait": "Een maand gebeurt er niets."},
    ],
    "end": {"zvhs": {"zvh-haaglanden": {"anna": {"phase": "reported", "director": "zvh-haaglanden"}}}},
}

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "klein.yaml"


@pytest.fixture
def changed(path: Path) -> Callable[[Change], Path]:
    """The valid file with a change, written."""

    def write(change: Change) -> Path:
        raw = copy.deepcopy(VALID)
        change(raw)
        path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
        return path

    return write


@pytest.fixture
def problems(changed: Callable[[Change], Path]) -> Callable[[Change], list[str]]:
    """What is said about the valid file with a change."""

    def say(change: Change) -> list[str]:
        with pytest.raises(CaseFileError) as caught:
            load_case_file(changed(change))
        assert str(caught.value).startswith(f"Het casusbestand {caught.value.path} klopt niet:")
        return [str(problem) for problem in caught.value.problems]

    return say
