"""Which commands there are, who may give them, and which fields each has: read from the contracts, in Dutch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from rich.table import Table

from levensloop.contracts.admission import ADMISSION
from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.commands.names import COMMANDS_IN_DUTCH
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.event import CommandData
from levensloop.contracts.registry import COMMANDS
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.words import WORDS

_SIMPLE = {bool: "true of false", int: "getal", date: "dag (2026-01-31)", datetime: "moment (2026-01-31T09:00)"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a command. `path`: `plan.scenarios[].key`; `words`: code → Dutch where only these may stand there."""

    path: str
    what: str
    kind: str
    required: bool
    words: dict[str, str]


def command_table() -> Table:
    """Every command: what it is, who may give it, and when."""
    table = Table("Opdracht", "Wat", "Door", "Als de casus … is")
    for name, kind in COMMANDS.items():
        row = ADMISSION[kind]
        phases = " of ".join(dutch for phase, dutch in PHASES.items() if phase in row.phases)
        table.add_row(name, COMMANDS_IN_DUTCH[name], row.who.dutch, phases)
    return table


def field_table(rows: list[FieldRow]) -> Table:
    """The fields of one command; `[]` in a name: a list of such parts."""
    table = Table("Veld", "Wat", "Soort", "Verplicht", show_lines=True)
    for row in rows:
        words = "\n".join(f"{code}: {dutch}" for code, dutch in row.words.items())
        table.add_row(row.path, row.what, words or row.kind, "ja" if row.required else "")
    return table


def command_object(name: str) -> dict[str, Any]:
    """For machines: the command, and its fields as a JSON Schema."""
    row = ADMISSION[COMMANDS[name]]
    return {
        "command": name,
        "dutch": COMMANDS_IN_DUTCH[name],
        "by": row.who.dutch,
        "phases": sorted(row.phases),
        "schema": COMMANDS[name].model_json_schema(),
    }


def field_rows(kind: type[CommandData]) -> list[FieldRow]:
    """Every field that somebody may write, parts of parts too; in the order of the models."""
    return list(_rows(kind, ""))


def _rows(model: type[BaseModel], before: str) -> Iterator[FieldRow]:
    for name, field in model.model_fields.items():
        inner, several = _kind(field.annotation)
        path = f"{before}{name}{'[]' if several else ''}"
        part = isinstance(inner, type) and issubclass(inner, BaseModel)
        words = _words(inner)
        kind = "" if part else _SIMPLE.get(inner, "tekst")
        yield FieldRow(path, FIELDS_IN_DUTCH.get(name, name), kind, field.is_required(), words)
        if part:
            yield from _rows(inner, f"{path}.")


def _kind(annotation: Any) -> tuple[Any, bool]:
    """What one of it is, and whether there may be several; absence aside."""
    origin = get_origin(annotation)
    if origin is tuple:
        return _kind(get_args(annotation)[0])[0], True
    if origin in (Union, UnionType):
        return _kind(next(inner for inner in get_args(annotation) if inner is not NoneType))
    if hasattr(annotation, "__metadata__"):
        return _kind(get_args(annotation)[0])
    return annotation, False


def _words(kind: Any) -> dict[str, str]:
    """Code → Dutch of an enumeration; nothing for what is none."""
    if kind is Role:
        return {role.value: facts.dutch for role, facts in ROLES.items()}
    return {word.value: dutch for word, dutch in WORDS.get(kind, {}).items()}
