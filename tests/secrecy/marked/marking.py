"""Marks: numbers that fit the eleven-test, one for each text that somebody types, in every command of a case file; and days.

What is chosen from a list, a yes or no, and a number of days cannot be marked: another choice is another case. What stands of it in
clear is found by its name (`CHOSEN`); that each is ciphertext at rest, in whatever event: `secrecy/fields/test_every_event.py`.
A day is moved to one on which nothing else happens, as far as the rules leave the case as it is.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from levensloop.contracts.admission import INFORMATION_COORDINATOR, PROCESS_DIRECTOR
from levensloop.contracts.calendar import MONTHS
from levensloop.contracts.categories import part_of
from levensloop.contracts.registry import COMMANDS
from levensloop.infra.secrecy import base64url
from levensloop.play.case_file import CaseFile, Step

MARK = re.compile(rb"(?:(?<![0-9A-Fa-f])|(?<=%20))(?<!:\d\d\.)77\d{7}(?![0-9A-Fa-f])")
"""Standing by itself, as it was typed, also in a link. Nine digits in a longer number, the moments in nanoseconds that a server
puts in every acknowledgement above all, are some mark by chance in one play out of three."""
BORN = "1923-04-17"
"""Everybody's day of birth, in a year in which nothing else happens."""
MOVED = {"died_on": -1, "stable_since": 3, "said_on": -16, "from_date": 5}
"""Field with a day → so many days from the one that the case has. The other days of a person follow from when something is done."""
SAID = {"RecordConsent": "said_on"}
"""Command → the day in it that is that of the command itself where the case says none."""
CHOSEN = (
    "consent",
    "crisis",
    "finding",
    "hit",
    "indicated",
    "longest_stay_days",
    "payer",
    "severity",
    "track",
    "triggers",
)
"""Fields about a person without a text or a day, each under a name that nothing in clear has."""
CLEAR = re.compile(rb'"(' + "|".join(CHOSEN).encode() + rb')":(?! ?\{"sealed":| ?\[\]| ?\[\{"sealed":)')
"""One of them that is not sealed, in whatever is JSON."""
RELEASED = "ReleaseBottleneck"
"""BTL-1: what is released is by its nature without a person, and goes to the CLLA as it is."""

_TYPED = "Mw. Verzonnen, 111222333"
_NINE = re.compile(r"(?<![0-9a-f-])\d{9}(?![0-9a-f-])")
"""Not a part of a random number in hexadecimal."""
_RUN = re.compile(rb"[A-Za-z0-9_+/-]{24,}")


def fits(number: int) -> bool:
    """Whether a BSN could be this number (elfproef)."""
    digits = [int(digit) for digit in f"{number:09d}"]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def bsns(text: str) -> list[str]:
    """The numbers in it that a BSN could be."""
    return [number for number in _NINE.findall(text) if fits(int(number))]


class Marking:
    """The marks of one case file."""

    def __init__(self) -> None:
        self.marks: set[str] = set()
        self.days: set[str] = {BORN}
        self._numbers = (number for number in count(770_000_001) if fits(number))
        self._keys: dict[str, str] = {}

    def file(self, file: CaseFile) -> CaseFile:
        """The same file with a mark in every text."""
        return replace(file, steps=tuple(self._step(step) for step in file.steps))

    def text(self, text: str) -> str:
        """This text with a mark of its own."""
        mark = str(next(self._numbers))
        self.marks.add(mark)
        return f"{text} {mark}"

    def _step(self, step: Step) -> Step:
        by = step.by
        if by is not None and by.functionary not in (PROCESS_DIRECTOR, INFORMATION_COORDINATOR):
            by = by.model_copy(update={"functionary": self._functionary(by.functionary)})
        if by is not None:
            by = by.model_copy(update={"person": self._person()})
        kind = COMMANDS.get(step.command or "")
        if kind is None or step.command == RELEASED:
            return step.model_copy(update={"by": by})
        said = {SAID[kind.__name__]: step.at.date()} if kind.__name__ in SAID else {}
        return step.model_copy(update={"by": by, "data": self._part(kind, {**said, **step.data})})

    def _person(self) -> str:
        """No BSN could be it: beside the mark stands one digit more."""
        return f"{self.text('m').replace(' ', '-')}-1"

    def _functionary(self, name: str) -> str:
        """The same for the same, because a plan designates by it."""
        if name not in self._keys:
            self._keys[name] = self.text(name)
        return self._keys[name]

    def _part(self, kind: type[BaseModel], data: dict[str, Any]) -> dict[str, Any]:
        return {name: self._field(kind, name, content) for name, content in data.items()}

    def _field(self, kind: type[BaseModel], name: str, content: Any) -> Any:
        field = kind.model_fields.get(name)
        if field is None or content is None:
            return content
        if part := part_of(field.annotation):
            if isinstance(content, list):
                return [self._part(part, item) if isinstance(item, dict) else item for item in content]
            return self._part(part, content) if isinstance(content, dict) else content
        if name == "date_of_birth":
            return BORN
        if name in MOVED:
            return self._day(name, content)
        if name == "functionary" and content not in (PROCESS_DIRECTOR, INFORMATION_COORDINATOR):
            return self._functionary(content)
        if (name in ("scenario", "key")) and isinstance(content, str):
            return self._key(content)
        if not _takes_free_text(TypeAdapter(field.rebuild_annotation())):
            return content
        if isinstance(content, list):
            return [self.text(item) if isinstance(item, str) else item for item in content]
        return self.text(content) if isinstance(content, str) and content.strip() else content

    def _day(self, name: str, content: Any) -> str:
        day = (date.fromisoformat(str(content)) + timedelta(days=MOVED[name])).isoformat()
        self.days.add(day)
        return day

    def _key(self, name: str) -> str:
        """A scenario's short name is in small letters and digits, and the same everywhere."""
        if name not in self._keys:
            self._keys[name] = self.text(name).replace(" ", "-")
        return self._keys[name]


def _takes_free_text(kind: TypeAdapter[Any]) -> bool:
    return any(_accepts(kind, content) for content in (_TYPED, [_TYPED]))


def _accepts(kind: TypeAdapter[Any], content: Any) -> bool:
    try:
        kind.validate_python(content)
    except ValidationError:
        return False
    return True


def found_in(content: bytes, days: Collection[str] = (BORN,)) -> set[str]:
    """The marks in these bytes, and of these days (ISO 8601), also in what is base64 in it, twice over: a signature on something in
    clear is no secrecy."""
    return _found(content, days)[0]


def found_at_rest(content: bytes, days: Collection[str]) -> set[str]:
    """The same, and what is `CHOSEN` and not sealed, by its name."""
    return set[str]().union(*_found(content, days, chosen=True))


def _found(content: bytes, days: Collection[str], *, chosen: bool = False) -> tuple[set[str], set[str]]:
    written = [(day, form) for day in days for form in written_as(day)]
    found, clear = set[str](), set[str]()
    for layer in layers(content, 2):
        found.update(mark.decode() for mark in MARK.findall(layer))
        found.update(day for day, form in written if form in layer)
        if chosen and b'"' in layer:
            clear.update(name.decode() for name in CLEAR.findall(layer))
    return found, clear


def written_as(day: str) -> tuple[bytes, ...]:
    """How it may stand somewhere."""
    of = date.fromisoformat(day)
    return day.encode(), f"{of.day} {MONTHS[of.month - 1]} {of.year}".encode(), f"{of:%d-%m-%Y}".encode()


def layers(content: bytes, deep: int) -> Iterator[bytes]:
    """These bytes, and what is base64 in them, and in that, so deep."""
    yield content
    if deep:
        for run in _RUN.findall(content):
            for decoded in _decoded(run):
                yield from layers(decoded, deep - 1)


def _decoded(run: bytes) -> Iterator[bytes]:
    text = run.translate(bytes.maketrans(b"+/", b"-_")).decode()
    for length in (len(text), len(text) - 1, len(text) - 2, len(text) - 3):
        try:
            yield base64url.decode(text[:length])
        except ValueError:
            continue
        return


def marks_of(value: Any, days: Collection[str] = (BORN,)) -> set[str]:
    """The marks in an event, a view or an answer, as JSON."""
    return found_in(json.dumps(value, ensure_ascii=False, default=str).encode(), days)
