"""What every page for people has: room, Dutch days and names."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Column

from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.erased import ERASED
from levensloop.contracts.words import in_dutch
from levensloop.infra.nodes.topology import Topology

Names = Mapping[str, str]
"""Organisation id → its name."""


def wide_console() -> Console:
    """As wide as the terminal; what is not a terminal gets room for a whole line. What people wrote is no markup."""
    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 160
    return console


def is_narrow(console: Console, needs: int) -> bool:
    """Whether a table that needs so many columns has less: then a case number stands above or below the rest, not beside it."""
    return console.width < needs


def day_column(title: str, below: bool = False) -> Column:
    """A day is whole, however narrow the screen; `below`: what else stands there goes on the next line."""
    return Column(title, width=10) if below else Column(title, no_wrap=True)


def text_column(title: str) -> Column:
    """Words that do not fit go on, instead of ending in a mark."""
    return Column(title, overflow="fold")


def printable(value: Any) -> Any:
    """JSON in which no text can steer a terminal: control characters, line ends aside, become `�`."""
    if isinstance(value, str):
        return "".join("�" if unicodedata.category(c) == "Cc" and c != "\n" else c for c in value)
    if isinstance(value, Mapping):
        return {key: printable(inner) for key, inner in value.items()}
    return [printable(inner) for inner in value] if isinstance(value, list) else value


def names_of(topology: Topology) -> Names:
    return {organisation.id: organisation.name for organisation in topology.organisations}


def day(iso: str | None) -> str:
    """`2026-01-12` → `12-01-2026`; nothing for no day, and what is destroyed as it says."""
    if iso == ERASED:
        return iso
    return f"{date.fromisoformat(iso):%d-%m-%Y}" if iso else ""


def moment_text(iso: str) -> str:
    """The first moment that is too late, as people say it: the last day, or the hour where it is not a whole day."""
    due = datetime.fromisoformat(iso).astimezone(AMSTERDAM)
    return f"{due - timedelta(days=1):%d-%m-%Y}" if due.time() == time() else f"{due:%d-%m-%Y %H:%M}"


def due_text(row: Mapping[str, Any]) -> str:
    """When a row of the agenda is due, and that it is too late where it is."""
    return f"{moment_text(row['due'])} (te laat)" if row["overdue"] else moment_text(row["due"])


def said(kind: type[StrEnum], value: str) -> str:
    """A choice in Dutch; what is destroyed as it says."""
    return value if value == ERASED else in_dutch(kind(value))
