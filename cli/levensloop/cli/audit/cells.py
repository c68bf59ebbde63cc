"""The cells of an auditor's answer as people read them: who acted in one cell, a case number once."""

from collections.abc import Collection, Mapping, Sequence

import typer
from rich.console import Console

from levensloop.audit.asking.proven import Proof
from levensloop.audit.asking.rows import Row

CASE, WHO, WHAT = "casus", ("organisatie", "functie", "hoedanigheid"), "wat"
NO_CASE = "Niet over één casus"
ANSWER = "antwoord"
"""The column with all that is said besides, a line each."""

RESTS = "logregel"
"""The head of the column with the records of the log that a row rests on."""


def folded(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a table for people, few enough to leave words whole on eighty columns: who acted is one, and all else goes below each
    other in the last."""
    if WHO[0] not in columns or WHO[1] not in columns:
        return (next(column for column in columns if column != CASE), ANSWER)
    return ("wanneer", "wie", WHAT)


def cells(columns: Sequence[str], found: Mapping[str, str]) -> tuple[str, ...]:
    """Beside `folded`. What is empty is not said."""
    shown = folded(columns)
    if "wie" not in shown:
        rest = [column for column in columns if column not in (CASE, shown[0])]
        return found[shown[0]], "\n".join(f"{column}: {found[column]}" for column in rest if found[column])
    what = next(column for column in (WHAT, "hulpmiddel") if column in columns)
    rest = [column for column in columns if column not in ("wanneer", *WHO, CASE, what)]
    said = [found[what], *(f"{column}: {found[column]}" for column in rest if found[column])]
    acted = ", ".join(part for part in (found[WHO[1]], found[WHO[2]]) if part)
    return found["wanneer"], f"{found[WHO[0]]}\n{acted}", "\n".join(said)


def per_case(columns: Sequence[str], rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Case → its rows, in the order in which the cases first appear; where the question is of no case, all under nothing."""
    if CASE not in columns:
        return {"": list(rows)}
    at, found = list(columns).index(CASE), dict[str, list[Row]]()
    for row in rows:
        found.setdefault(row.cells[at] or NO_CASE, []).append(row)
    return found


def resting(row: Row) -> str:
    """The records of the log that it rests on."""
    return ", ".join(map(str, row.of))


NO_WITNESSES = "geen getuigen ingesteld"
MOST = 20
"""Lines that are named at most."""


def unreadable(lines: Collection[int]) -> str:
    """Which lines are no record of this node, so that the rest is not told as all there is."""
    first = ", ".join(map(str, sorted(lines)[:MOST])) + (", …" if len(lines) > MOST else "")
    return f"Let op: {len(lines)} regel(s) gaan niet open en tellen niet mee: {first}."


def not_opened(proof: Proof) -> None:
    """What an answer is without, beside it, so that its form stays what it is. Ends with status 1 where there is anything."""
    if proof.unreadable:
        told = f"{unreadable(proof.unreadable)} Draai `levensloop fsck`."
        Console(stderr=True, soft_wrap=True).print(told, style="bold", highlight=False)
        raise typer.Exit(1)
