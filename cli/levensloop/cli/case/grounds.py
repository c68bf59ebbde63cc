"""The part of a case's page on providing and passing on: what was not provided, and what suppliers say of their data."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table

from levensloop.cli.fields_shown import path_label
from levensloop.cli.screen import Names, day
from levensloop.contracts.categories import DUTCH, Category
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.roles import ROLES, Role


def grounds_part(seen: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """`seen`: the view `disclosure.grounds`."""
    if seen["refusals"]:
        yield _refusals(seen["refusals"], names)
    if seen["objections"]:
        yield _said("Bezwaren tegen verstrekking", "Redenen", seen["objections"], names)
    if seen["conditions"]:
        yield _said("Voorwaarden van leveranciers", "Voorwaarde", seen["conditions"], names)


def corrections_part(seen: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """`seen`: the view `disclosure.corrections`."""
    if not seen["corrections"]:
        return
    table = Table(
        "Dag", "Door", "Bij", "Welk gegeven", "Moet zijn", "Waarom", title="Gecorrigeerd", title_justify="left"
    )
    for each in seen["corrections"]:
        who, kind = names.get(each["organisation"], each["organisation"]), each["kind"]
        of = EVENTS_IN_DUTCH.get(kind, each["event"])
        table.add_row(day(each["on"]), who, of, path_label(each["field"]), each["correct"], each["reason"])
    yield table


def _refusals(refusals: list[dict[str, Any]], names: Names) -> Table:
    columns = ("Nr", "Dag", "Door", "Welke gegevens", "Wat is gevraagd", "Waarom niet")
    table = Table(*columns, title="Niet verstrekt", title_justify="left")
    for refused in refusals:
        who = names.get(refused["organisation"], refused["organisation"])
        what = _categories(refused["categories"])
        table.add_row(str(refused["number"]), day(refused["on"]), who, what, refused["question"], refused["reasons"])
    return table


def _said(title: str, words: str, said: list[dict[str, Any]], names: Names) -> Table:
    table = Table("Nr", "Van", "Waarop", "Aan wie niet", words, title=title, title_justify="left")
    for each in said:
        on = _categories(each["categories"]) if each["categories"] else f"gebeurtenis {each['event']}"
        table.add_row(
            str(each["number"]),
            names.get(each["supplier"], each["supplier"]),
            on,
            _to_whom_not(each, names),
            each["words"],
        )
    return table


def _to_whom_not(each: Mapping[str, Any], names: Names) -> str:
    if each["anyone"]:
        whom = "aan niemand anders"
    elif each["only_to"]:
        whom = f"alleen aan {_named(each['only_to'], names)}"
    else:
        whom = _named(each["not_to"], names)
    until = f"tot en met {day(each['until'])}" if each["until"] else ""
    return "; ".join(part for part in (whom, until) if part)


def _categories(categories: list[str]) -> str:
    return ", ".join(DUTCH[Category(category)] for category in categories)


def _named(recipients: list[str], names: Names) -> str:
    return ", ".join(names.get(each) or _role(each) for each in recipients)


def _role(word: str) -> str:
    return ROLES[Role(word)].dutch if word in list(Role) else word
