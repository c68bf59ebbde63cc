"""The fields of an event, or of a partner's view of one, as people read them: in Dutch, organisations by their names."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from levensloop.cli.screen import Names, printable
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.categories import DUTCH, Category
from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.words import in_dutch

OF_EVENTS: Mapping[str, str] = {
    "agreed": "leveranciers die instemden",
    "all_done": "of alles is uitgezocht",
    "answer": "antwoord",
    "answers": "antwoorden",
    "at": "wanneer",
    "by": "door wie",
    "conditions": "voorwaarden van de leverancier",
    "conference": "nummer van het crisisberaad",
    "cooperation": "samenwerking",
    "count": "aantal gebeurtenissen",
    "destruction": "nummer van de vernietiging",
    "digest": "vingerafdruk",
    "edition": "uitgave",
    "feedback_before": "uiterste dag van de terugkoppeling",
    "figure": "welk cijfer",
    "figures": "cijfers",
    "from_level": "van welke tafel",
    "from_organisation": "van welke organisatie",
    "from_zvh": "het ZVH dat overdraagt",
    "included_on": "dag van inclusie",
    "joined_on": "dag van toetreden",
    "left_on": "dag van vertrek",
    "move": "nummer van de verhuizing",
    "number": "nummer",
    "object_before": "uiterste dag voor bezwaar",
    "objected": "wie bezwaar maakte",
    "part": "welk deel",
    "partner": "partner",
    "places": "waar",
    "plan_before": "uiterste dag van het plan",
    "plan_median_days": "mediaan van de dagen tot een plan",
    "plan_version": "versie van het plan",
    "proposal": "nummer van het voorstel",
    "quarter": "kwartaal",
    "refusal": "nummer van de weigering",
    "release_before": "uiterste dag van melden",
    "review_before": "uiterste dag van de bespreking",
    "signal": "nummer van het signaal",
    "small_count": "grens waaronder een aantal niet wordt genoemd",
    "step": "stap van een scenario",
    "suppliers": "leveranciers",
    "told_by": "ZVH dat het vernietigde",
    "unreadable": "casussen die niet te lezen waren",
    "up_to": "tot welk moment",
    "value": "waarde",
    "waiting": "wie nog moet vernietigen",
}
"""Fields of events and views that no command has."""

CORRECTED = "wat het moet zijn"
BESIDE = frozenset({"at", "by"})
"""Fields of an event that the line above them has already."""

INDENT = " " * 8


def field_label(name: str) -> str:
    """One field in Dutch; one that has none reads as it is called."""
    if name.startswith("new_"):
        return CORRECTED
    return OF_EVENTS.get(name) or FIELDS_IN_DUTCH.get(name, name)


def path_label(path: str) -> str:
    """`plan.scenarios.key` → `het levensloopplan, scenario's voor op- en afschalen, korte naam in dit plan`"""
    return ", ".join(field_label(name) for name in path.split(".") if not name.isdigit())


def field_lines(event: BaseModel, names: Names) -> Iterator[str]:
    """What it holds, a line each, parts below it; what is not there is left out."""
    for line in _fields(event, names, BESIDE):
        yield f"{INDENT}{line}"


def _fields(value: BaseModel, names: Names, without: frozenset[str] = frozenset()) -> Iterator[str]:
    for name in type(value).model_fields:
        content = getattr(value, name)
        if name in without or content is None or content == ():
            continue
        items = content if isinstance(content, tuple) else (content,)
        parts = [item for item in items if isinstance(item, BaseModel)]
        if not parts:
            yield f"{field_label(name)}: {', '.join(_said(item, names) for item in items)}"
            continue
        yield f"{field_label(name)}:"
        for part in parts:
            lines = list(_fields(part, names))
            yield from (f"  {'-' if at == 0 else ' '} {line}" for at, line in enumerate(lines))


def _said(content: Any, names: Names) -> str:
    if isinstance(content, Category):
        return DUTCH[content]
    if isinstance(content, Role):
        return ROLES[content].dutch
    if isinstance(content, StrEnum):
        return in_dutch(content)
    if isinstance(content, bool):
        return "ja" if content else "nee"
    if isinstance(content, datetime):
        return f"{content.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"
    if isinstance(content, date):
        return f"{content:%d-%m-%Y}"
    return names.get(str(content), " / ".join(str(printable(str(content))).splitlines()))
