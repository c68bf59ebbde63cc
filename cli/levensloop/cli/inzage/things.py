"""What is recorded about a person, as things that a person recognises: a criterion with its answer and its reason, a scenario with its
steps. Each datum of it has a number of its own. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from levensloop.cli.inzage.labels import label
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import ROLES
from levensloop.contracts.vocabulary import (
    BedTerms,
    Concern,
    CriterionFinding,
    PlanStep,
    Position,
    ReviewFinding,
    Scenario,
    ScenarioStep,
)
from levensloop.contracts.words import in_dutch
from levensloop.documents.wording import day, listed

OF_OTHERS = frozenset({Category.RELATIONS, Category.STAFF})
"""Categories that are about somebody else: never shown, only that there is something (GDPR 15(4))."""

Names = Mapping[str, str]
"""Organisation → its name."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing that is recorded about the person. `event` in Dutch; `field` is its label, `content` what it says."""

    category: Category
    day: date
    supplier: str
    source: str
    """The ZVH whose system recorded it first."""
    event: str
    field: str
    content: str
    of: UUID
    """The event that holds it."""
    path: str
    """Its own name in there."""
    number: int = 0
    """From 1; the same each time it is recorded, and later too: more is counted after it. 0: about others, and never shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """Data that are read together; `lead` says of what."""

    lead: str
    data: tuple[Datum, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is shown together, below one of its categories. One datum by itself has no `title`."""

    title: str
    category: Category
    lines: tuple[Line, ...]

    @property
    def data(self) -> Iterator[Datum]:
        return (datum for line in self.lines for datum in line.data)

    @property
    def says(self) -> tuple[object, ...]:
        """What it says, whoever said it and when."""
        return (
            self.title,
            self.category,
            tuple((line.lead, *((d.field, d.content) for d in line.data)) for line in self.lines),
        )


_TERMS = {"middle_term": "middellange termijn", "short_term": "korte termijn"}

_TITLES: Mapping[type[BaseModel], Callable[[Any, str, Names], str]] = {
    CriterionFinding: lambda found, _, __: f"Voorwaarde om mee te doen ({_said(found.criterion)})",
    Concern: lambda found, _, __: f"Zorgen, {_said(found.domain)}",
    PlanStep: lambda found, field, __: f"Stap voor de {_TERMS[field]}, {_said(found.domain)}",
    Position: lambda found, _, names: (
        f"Standpunt van {names.get(found.organisation, found.organisation)} ({_said(found.stance)})"
    ),
    ReviewFinding: lambda found, _, __: f"Besproken, {_said(found.topic)}",
    Scenario: lambda *_: "Scenario in uw plan",
}
"""What is shown together → what it is called; given the thing, the field that holds it and the names of organisations."""

_LEADS: Mapping[type[BaseModel], Callable[[Any], str]] = {
    ScenarioStep: lambda step: f"Stap van {ROLES[step.role].dutch}" if not is_erased(step.role) else "Stap",
    BedTerms: lambda _: "Als een beveiligd bed nodig is",
}
"""Parts of these that have a line of their own."""

_UNDER: Mapping[type[BaseModel], Category] = {Scenario: Category.GUIDANCE}
"""Where a thing stands that has data of several categories; else where its first datum does."""


def things(events: Iterable[Recorded[DomainEvent]], names: Names) -> list[Thing]:
    """All of it, in the order in which it was recorded, numbered; what is of the process says nothing about a person, except where it says
    what the rest is about. What is recorded again has the number that it had."""
    numbers: dict[object, tuple[int, ...]] = {}
    last = count(1)
    found = []
    for recorded in events:
        for thing in _of_event(recorded, names):
            if thing.says not in numbers:
                numbers[thing.says] = tuple(next(last) if d.category not in OF_OTHERS else 0 for d in thing.data)
            found.append(_numbered(thing, numbers[thing.says]))
    return found


def _numbered(thing: Thing, numbers: Sequence[int]) -> Thing:
    left = iter(numbers)
    lines = tuple(
        replace(line, data=tuple(replace(datum, number=next(left)) for datum in line.data)) for line in thing.lines
    )
    return replace(thing, lines=lines)


def _of_event(recorded: Recorded[DomainEvent], names: Names) -> Iterator[Thing]:
    event = recorded.event
    name = EVENTS_IN_DUTCH[type(event).__name__]
    if isinstance(event, DatumRectified):
        name = f"{name}: {label('', event.field.rpartition('.')[2])}"

    def datum(kind: str, field: str, category: Category, content: object) -> Datum:
        by, said = event.by.organisation, _content(field, content)
        on = day_of(recorded.time)
        return Datum(category, on, by, recorded.source, name, label(kind, field), said, recorded.id, field)

    yield from _of_value(event, datum, names)


_MakeDatum = Callable[[str, str, Category, object], Datum]


def _of_value(value: BaseModel, datum: _MakeDatum, names: Names) -> Iterator[Thing]:
    """Of an event, or of a part that is nothing by itself."""
    own, parts = _split(value, datum)
    yield from (Thing("", one.category, (Line("", (one,)),)) for one in own)
    for field, part in parts:
        if title := _TITLES.get(type(part)):
            lines = tuple(line for line in _lines(part, datum) if line.data)
            if lines:
                category = _UNDER.get(type(part), lines[0].data[0].category)
                yield Thing(title(part, field, names), category, lines)
        else:
            yield from _of_value(part, datum, names)


def _lines(value: BaseModel, datum: _MakeDatum) -> Iterator[Line]:
    """What a thing says by itself, then a line for each of its parts."""
    own, parts = _split(value, datum)
    lead = _LEADS.get(type(value))
    yield Line(lead(value) if lead else "", tuple(own))
    for _, part in parts:
        yield from _lines(part, datum)


def _split(value: BaseModel, datum: _MakeDatum) -> tuple[list[Datum], list[tuple[str, BaseModel]]]:
    """The data that a value holds itself, and the parts that hold more."""
    own, parts = list[Datum](), list[tuple[str, BaseModel]]()
    for name, field in type(value).model_fields.items():
        content, part = getattr(value, name), part_of(field.annotation)
        if part is not None:
            items = content if isinstance(content, tuple) else (content,)
            parts += [(name, item) for item in items if isinstance(item, BaseModel)]
        elif content not in (None, ()) and (category := category_of(field)) is not Category.PROCESS:
            own += [datum(type(value).__name__, name, category, one) for one in _each(content)]
    return own, parts


def _each(content: object) -> Sequence[object]:
    """What people wrote, sentence by sentence; what was chosen together is one."""
    if isinstance(content, tuple) and not isinstance(content[0], StrEnum):
        return content
    return (content,)


def _content(field: str, content: object) -> str:
    said = _said(content)
    if field == "longest_stay_days" and not is_erased(content):
        return f"{said} dagen"
    return said.replace("-", " ") if field in ("key", "scenario") else said


def _said(content: object) -> str:
    if is_erased(content):
        return str(content[0] if isinstance(content, tuple) else content)
    if isinstance(content, tuple):
        return listed(map(_said, content))
    if isinstance(content, StrEnum):
        return in_dutch(content)
    if isinstance(content, bool):
        return "ja" if content else "nee"
    return day(content) if isinstance(content, date) else str(content)
