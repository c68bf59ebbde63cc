"""The words of a question that judges. What was not looked at, or cannot be seen in the log, is never in order."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from levensloop.audit.asking.rows import Row
from levensloop.contracts.event import CaseId

IN_ORDER, NOT_IN_ORDER, UNJUDGED = "in orde", "niet in orde", "niet te beoordelen"

JUDGED = ("doel", "verhuizing", "voorwaarden")
"""Questions of which a row may say so."""


def judged(wrong: bool, unknown: bool = False) -> str:
    """The last cell of a row that is judged; what is wrong is wrong whatever else is unknown."""
    return NOT_IN_ORDER if wrong else UNJUDGED if unknown else IN_ORDER


NOT_ALL = "van deze casus gaat niet elke regel van het logboek open"


def without_doubt(columns: Sequence[str], row: Row, doubted: Collection[CaseId]) -> Row:
    """The row as it may be told where lines of these cases do not open: what would be in order is then not known to be. In a question that
    judges, the last column is the verdict and the one before it why."""
    *told, why, verdict = row.cells
    if verdict != IN_ORDER or row.cells[columns.index("casus")] not in set(map(str, doubted)):
        return row
    return replace(row, cells=(*told, f"{why}; {NOT_ALL}" if why else NOT_ALL, UNJUDGED))
