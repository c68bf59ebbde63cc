"""The figures of one ZVH as a page, as CSV and as JSON."""

import csv
import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.table import Table

from levensloop.cli.screen import Names, wide_console
from levensloop.contracts.monitoring import BREAKDOWNS, Figure, Frequency
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.words import in_dutch

SUPPRESSED = "onderdrukt"

OF: Mapping[Figure, Figure] = {part: row.total for row in BREAKDOWNS for part in row.parts}
"""Part → its total."""


def show(zvh: str, answer: dict[str, Any], names: Names, form: str) -> None:
    """As a table for people, or as CSV or JSON for machines."""
    values = {Figure(row["figure"]): row["value"] for row in answer["figures"]}
    if form == "json":
        print(json.dumps({"zvh": zvh, **answer, "shares": shares(values)}, ensure_ascii=False))
    elif form == "csv":
        _csv(zvh, answer, values)
    else:
        _page(zvh, answer, values, names)


def shares(values: Mapping[Figure, int | None]) -> dict[str, float]:
    """Part → which part of its total it is, in percent; only where both are shown, so it tells nothing new."""
    return {
        part.value: round(100 * value / total, 1)
        for part, of in OF.items()
        if (value := values.get(part)) is not None and (total := values.get(of))
    }


def _csv(zvh: str, answer: dict[str, Any], values: Mapping[Figure, int | None]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["zvh", "halfjaar", "cijfer", "omschrijving", "aantal", "onderdrukt"])
    half_year = answer["half_year"]
    for figure, value in values.items():
        hidden = "ja" if value is None else "nee"
        out.writerow([zvh, half_year, figure.value, _full(figure), "" if value is None else value, hidden])
    days = answer["plan_median_days"]
    label = "mediaan van de dagen van melding tot plan"
    out.writerow(
        [zvh, half_year, "plan-median-days", label, "" if days is None else days, "ja" if days is None else "nee"]
    )
    for row in answer["cooperation"]:
        role = ROLES[Role(row["role"])].dutch
        for question, dutch in QUESTIONS.items():
            said = in_dutch(Frequency(row[question]))
            out.writerow([zvh, half_year, f"cooperation-{row['role']}-{question}", f"{role}: {dutch}", said, "nee"])


QUESTIONS = {"takes_role": "pakt de rol op", "keeps_agreements": "komt afspraken na"}
"""MON-2: the two questions of the survey."""


def _full(figure: Figure) -> str:
    """A part with what it is a part of."""
    return f"{in_dutch(OF[figure])}: {in_dutch(figure)}" if figure in OF else in_dutch(figure)


def _page(zvh: str, answer: dict[str, Any], values: Mapping[Figure, int | None], names: Names) -> None:
    console = wide_console()
    exact, small = answer["exact"], answer["small_count"]
    table = Table("Cijfer", title=f"{names.get(zvh, zvh)}, {answer['half_year']}", title_justify="left")
    table.add_column("Aantal", justify="right")
    table.add_column("Aandeel", justify="right")
    percent = shares(values)
    for figure, value in values.items():
        name = f"  {in_dutch(figure)}" if figure in OF else in_dutch(figure)
        share = f"{percent[figure]:.1f}%".replace(".", ",") if figure in percent else ""
        table.add_row(name, SUPPRESSED if value is None else str(value), share)
    days = answer["plan_median_days"]
    table.add_row("dagen van melding tot plan (mediaan)", "onbekend" if days is None else str(days), "")
    console.print(table)
    if answer["cooperation"]:
        console.print(_cooperation(answer["cooperation"]))
    if exact:
        console.print("Met kleine aantallen: deze tabel verlaat het ZVH niet.", style="red")
    else:
        console.print(f"Aantallen onder {small}, en wat die zou verraden, zijn onderdrukt.")
    if not answer["over"]:
        console.print("Het halfjaar is nog niet voorbij; dit is de stand van nu.")
    edition = answer["delivered_edition"]
    console.print(f"Aangeleverd aan het CLLA: {_edition(edition)}.")
    if answer["unreadable"]:
        console.print(f"Niet meegeteld, want hier niet te lezen: {answer['unreadable']} casussen.", style="red")


def _edition(edition: int | None) -> str:
    if edition is None:
        return "nog niet"
    return "ja" if edition == 1 else f"ja, uitgave {edition}, die de vorige vervangt"


def _cooperation(rows: list[dict[str, Any]]) -> Table:
    table = Table(
        "Partner", *(dutch.capitalize() for dutch in QUESTIONS.values()), title="Samenwerking", title_justify="left"
    )
    for row in rows:
        said = (in_dutch(Frequency(row[question])) for question in QUESTIONS)
        table.add_row(ROLES[Role(row["role"])].dutch, *said)
    return table
