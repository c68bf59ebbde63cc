"""What can be wrong with a case file, said in Dutch: in which step, in which field, and what to write instead."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from levensloop.infra.yaml_file import SAYS

_SAYS = {
    **SAYS,
    "string_too_long": "mag hoogstens {max_length} tekens zijn",
    "string_pattern_mismatch": "'{input}' heeft niet de vorm {pattern}",
    "too_short": "moet minstens {min_length} waarde(n) hebben",
    "too_long": "mag hoogstens {max_length} waarde(n) hebben",
    "bool_type": "moet true of false zijn, niet '{input}'",
    "bool_parsing": "moet true of false zijn, niet '{input}'",
    "greater_than": "moet meer dan {gt} zijn, niet {input}",
    "list_type": "moet een lijst zijn",
    "dict_type": "moet velden met waarden hebben",
    "date_type": "moet een datum zijn, zoals 2024-03-01",
    "date_parsing": "'{input}' is geen datum; schrijf 2024-03-01",
    "date_from_datetime_parsing": "'{input}' is geen datum; schrijf 2024-03-01",
    "datetime_type": "moet een moment zijn, zoals 2024-03-01T09:00",
    "datetime_parsing": "'{input}' is geen moment; schrijf 2024-03-01T09:00",
    "datetime_from_date_parsing": "'{input}' is geen moment; schrijf 2024-03-01T09:00",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A step: its number from 1, and its time as the file has it."""

    number: int
    at: str

    def __str__(self) -> str:
        return f"stap {self.number} ({self.at})"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `place` is `None` outside the steps; `field` as a reader finds it (`data.person.name`)."""

    place: Place | None
    field: str
    message: str

    def __str__(self) -> str:
        where = ", ".join(str(part) for part in (self.place, self.field) if part)
        return f"{where}: {self.message}" if where else self.message


class CaseFileError(Exception):
    """The case file cannot be played. `str()` is a Dutch text that names the file and every problem in it."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path, self.problems = path, tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"Het casusbestand {path} klopt niet:\n{lines}")


def in_dutch(error: ValidationError, place: Place | None, *prefix: str) -> Iterator[Problem]:
    """Every problem that pydantic found, with its field below `prefix`."""
    errors = error.errors()
    for found in errors:
        below = (other["loc"][: len(found["loc"])] for other in errors if len(other["loc"]) > len(found["loc"]))
        if found["type"] == "too_short" and found["loc"] in below:
            continue  # pydantic counts what is right: a list of one wrong item is no empty list
        context: dict[str, Any] = dict(found.get("ctx", {}))
        if "expected" in context:
            message = f"onbekende waarde '{found['input']}'; bekend: {str(context['expected']).replace(' or ', ' of ')}"
        else:
            says = _SAYS.get(found["type"], "ongeldige waarde '{input}'")
            message = says.format(**{**context, "input": found["input"]})
        yield Problem(place, field_name((*prefix, *found["loc"])), message)


def field_name(parts: Iterable[int | str]) -> str:
    """`("data", "concerns", 0, "text")` → `data.concerns[0].text`."""
    text = ""
    for part in parts:
        if part != "[key]":  # pydantic's mark for a key; the key itself stands before it
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def unknown(what: str, value: str, known: Iterable[str]) -> str:
    """`onbekende opdracht 'Raport'`, with the nearest known word, or else all of them."""
    words = sorted(known)
    near = difflib.get_close_matches(value, words, n=1)
    hint = f"bedoeld is misschien {near[0]}" if near else f"bekend: {', '.join(words) or 'geen enkele'}"
    return f"onbekende {what} '{value}'; {hint}"
