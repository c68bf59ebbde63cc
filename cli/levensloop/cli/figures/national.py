"""The figures of the nation as a page, as CSV and as JSON: sums that say how much of them is not known."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from levensloop.cli.figures.page import OF, QUESTIONS
from levensloop.cli.screen import Names, wide_console
from levensloop.contracts.events.monitor import FiguresDelivered
from levensloop.contracts.monitoring import Frequency
from levensloop.contracts.roles import ROLES
from levensloop.contracts.words import in_dutch
from levensloop.monitor.national import NationalFigure, Share, add_up, cooperation, shares


def show(
    delivered: Mapping[str, FiguresDelivered], missing: Sequence[str], half_year: str, names: Names, form: str
) -> None:
    """`delivered`: ZVH → its latest edition; `missing`: the ZVHs that delivered nothing of this half-year."""
    sums, parts = add_up(delivered), shares(delivered)
    if form == "json":
        print(json.dumps(_object(delivered, missing, half_year, sums, parts), ensure_ascii=False))
    elif form == "csv":
        _csv(half_year, sums, len(delivered))
    else:
        _page(delivered, missing, half_year, names, sums, parts)


def _object(
    delivered: Mapping[str, FiguresDelivered],
    missing: Sequence[str],
    half_year: str,
    sums: Sequence[NationalFigure],
    parts: Sequence[Share],
) -> dict[str, Any]:
    return {
        "half_year": half_year,
        "zvhs": {zvh: figures.edition for zvh, figures in delivered.items()},
        "missing": list(missing),
        "figures": [
            {"figure": s.figure, "at_least": s.at_least, "at_most": s.at_most, "suppressed_at": s.suppressed}
            for s in sums
        ],
        "shares": [{"figure": s.figure, "of": s.of, "part": s.part, "total": s.total, "zvhs": s.zvhs} for s in parts],
        "plan_median_days": {zvh: figures.plan_median_days for zvh, figures in delivered.items()},
        "cooperation": {
            role: {question: dict(counts) for question, counts in questions.items()}
            for role, questions in cooperation(delivered).items()
        },
    }


def _csv(half_year: str, sums: Sequence[NationalFigure], zvhs: int) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["halfjaar", "cijfer", "omschrijving", "minstens", "hoogstens", "zvhs", "onderdrukt_bij"])
    for s in sums:
        most = "" if s.at_most is None else s.at_most
        out.writerow([half_year, s.figure.value, in_dutch(s.figure), s.at_least, most, zvhs, s.suppressed])


def _page(
    delivered: Mapping[str, FiguresDelivered],
    missing: Sequence[str],
    half_year: str,
    names: Names,
    sums: Sequence[NationalFigure],
    parts: Sequence[Share],
) -> None:
    console = wide_console()
    if delivered:
        console.print(_table(half_year, len(delivered), sums, parts))
        if answers := cooperation(delivered):
            console.print(_cooperation(answers))
        medians = sorted(f.plan_median_days for f in delivered.values() if f.plan_median_days is not None)
        if medians:
            console.print(f"Dagen van melding tot plan, mediaan per ZVH: {', '.join(map(str, medians))}.")
        for zvh, figures in delivered.items():
            again = f" (uitgave {figures.edition}, vervangt de vorige)" if figures.edition > 1 else ""
            console.print(f"Aangeleverd door {names.get(zvh, zvh)}{again}.")
    for zvh in missing:
        console.print(f"Ontbreekt: {names.get(zvh, zvh)} leverde over {half_year} nog niets aan.", style="red")


def _table(half_year: str, zvhs: int, sums: Sequence[NationalFigure], parts: Sequence[Share]) -> Table:
    title = f"Nederland, {half_year}: {_zvhs(zvhs)}"
    table = Table("Cijfer", title=title, title_justify="left")
    for column in ("Aantal", "Onderdrukt bij", "Aandeel"):
        table.add_column(column, justify="right")
    found = {share.figure: share for share in parts}
    for s in sums:
        name = f"  {in_dutch(s.figure)}" if s.figure in OF else in_dutch(s.figure)
        hidden = _zvhs(s.suppressed) if s.suppressed else ""
        table.add_row(name, _between(s), hidden, _share(found.get(s.figure)))
    return table


def _zvhs(count: int) -> str:
    return "1 ZVH" if count == 1 else f"{count} ZVH's"


def _between(s: NationalFigure) -> str:
    if s.at_most is None:
        return f"minstens {s.at_least}"
    return str(s.at_least) if s.at_most == s.at_least else f"{s.at_least} tot {s.at_most}"


def _share(share: Share | None) -> str:
    if share is None or not share.total:
        return ""
    return f"{100 * share.part / share.total:.0f}% (bij {_zvhs(share.zvhs)})"


def _cooperation(answers: Mapping[Any, Mapping[str, Mapping[Frequency, int]]]) -> Table:
    table = Table(
        "Partner", "Vraag", *(in_dutch(f) for f in Frequency), title="Samenwerking, aantal ZVH's", title_justify="left"
    )
    for role, questions in answers.items():
        for question, counts in questions.items():
            said = (str(counts.get(f, 0)) for f in Frequency)
            table.add_row(ROLES[role].dutch, QUESTIONS[question], *said)
    return table
