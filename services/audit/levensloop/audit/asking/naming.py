"""The cells of an answer with organisations by their name, as people know them."""

import re
from collections.abc import Mapping, Sequence

from levensloop.audit.asking.rows import Row

ORGANISATIONS = frozenset(
    {
        "organisatie",
        "aan",
        "bij",
        "door",
        "van wie",
        "via",
        "derde of leverancier",
        "gehoord, geen bezwaar",
        "ingestemd",
        "besloten door",
    }
)
"""Columns with organisations in them, one or several with commas between."""

_LONG = re.compile(r"(\d+-[0-9a-f]{12})[0-9a-f]{20,}")


def named(columns: Sequence[str], row: Row, names: Mapping[str, str]) -> dict[str, str]:
    """Column → cell, with names for organisations (`names`: id → name); one that is known no more keeps its id. A version that is a hash
    is shortened: whole it stands in JSON and CSV."""
    return {
        column: _names(cell, names) if column in ORGANISATIONS else _LONG.sub(r"\1…", cell)
        for column, cell in zip(columns, row.cells, strict=True)
    }


def _names(cell: str, names: Mapping[str, str]) -> str:
    """Some names have a comma in them."""
    found = [names.get(part, part) for part in cell.split(", ")]
    return "; ".join(found) if len(found) > 1 else found[0]
