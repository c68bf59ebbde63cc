"""`levensloop coordination-days`: for which days the coordination of each client is paid, by whom, and how much (FIN-1)."""

import asyncio
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from levensloop.cli.asking import PATIENCE, granted
from levensloop.cli.figures.command import Form, FormerFormOption, FormOption
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known_zvh, node_client
from levensloop.cli.screen import wide_console
from levensloop.contracts.consulted import Asker
from levensloop.contracts.monitoring import Payer
from levensloop.contracts.os_errors import why
from levensloop.contracts.words import in_dutch
from levensloop.infra.messaging import client
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.monitor.coordination import Days
from levensloop.monitor.rates import Amount, Rate, RatesUnreadable, amounts, read_rates, usual_rates

UNKNOWN = "onbekend"

Found = Sequence[tuple[str, Amount]]
"""Case, and days with what they cost."""


def coordination_days(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    first: Annotated[str, typer.Option("--from", help="eerste dag, zoals 2023-01-01")],
    last: Annotated[str, typer.Option("--until", help="laatste dag, zoals 2023-12-31")],
    rates: Annotated[
        Path | None, typer.Option(help="eigen tarieven (CSV: from,until,payer,euros_per_day), naast de landelijke")
    ] = None,
    form: FormOption = Form.TABLE,
    former_form: FormerFormOption = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Toon de coördinatiedagen per cliënt en betaler, met het bedrag waar een tarief bekend is. Alleen voor het ZVH zelf."""
    form = former_form or form
    begin, end = day_given("--from", first), day_given("--until", last)
    if end < begin:
        raise typer.BadParameter("--until ligt vóór --from.")
    table = _rates(rates)
    found = load_topology(topology)
    known_zvh(found, node)

    async def run() -> dict[str, Any]:
        question = {"first": begin.isoformat(), "last": end.isoformat()}
        async with node_client(found, node, keys_of(topology, keys)) as nc:
            return granted(
                await client.ask(
                    nc,
                    node,
                    node,
                    "monitor",
                    "coordination",
                    question,
                    PATIENCE,
                    Asker(functionary=functionary, person=person_of(person, node, keys_of(topology, keys))),
                )
            )

    answer = asyncio.run(run())
    priced = [(row["case"], amount) for row in answer["rows"] for amount in amounts([_days(row)], table)]
    _show(priced, answer["unreadable"], form)


def day_given(option: str, text: str) -> date:
    """A day as a user gives it. Raises `typer.BadParameter`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option}: {text!r} is geen dag; schrijf bijvoorbeeld 2023-01-01.") from None


def _rates(file: Path | None) -> list[Rate]:
    if file is None:
        return usual_rates()
    try:
        own = read_rates(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise NodesError(f"De tarieventabel {file} is niet te lezen: {why(error)}.") from error
    except UnicodeDecodeError as error:
        raise NodesError(f"De tarieventabel {file} is niet te lezen: het is geen tekst in UTF-8.") from error
    except RatesUnreadable as error:
        raise NodesError(f"{file}: {error}") from error
    return own + usual_rates()  # of two that hold on a day the first counts


def _days(row: dict[str, Any]) -> Days:
    payer = Payer(row["payer"]) if row["payer"] else None
    return Days(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), payer)


def _show(found: Found, unreadable: Sequence[str], form: Form) -> None:
    rows = [
        {
            "case": case,
            "first": amount.days.first.isoformat(),
            "last": amount.days.last.isoformat(),
            "days": amount.days.count,
            "payer": amount.days.payer,
            "euros_per_day": None if amount.rate is None else f"{amount.rate:.2f}",
            "euros": None if amount.euros is None else f"{amount.euros:.2f}",
        }
        for case, amount in found
    ]
    if form is Form.JSON:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        for case in unreadable:
            print(json.dumps({"case": case, "unreadable": True}))
    elif form is Form.CSV:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(["casus", "eerste_dag", "laatste_dag", "dagen", "betaler", "euro_per_dag", "euro"])
        out.writerows(["" if value is None else value for value in row.values()] for row in rows)
    else:
        _page(found, unreadable)


def _page(found: Found, unreadable: Sequence[str]) -> None:
    console = wide_console()
    if not found and not unreadable:
        console.print("In deze periode zijn er geen coördinatiedagen.")
        return
    table = Table("Casus", "Van", "Tot en met", title="Coördinatiedagen", title_justify="left")
    for column in ("Dagen", "Betaler", "Per dag", "Bedrag"):
        table.add_column(column, justify="right")
    for case, amount in found:
        days = amount.days
        payer = in_dutch(days.payer) if days.payer else UNKNOWN
        span = (f"{days.first:%d-%m-%Y}", f"{days.last:%d-%m-%Y}", str(days.count))
        table.add_row(case, *span, payer, _euros(amount.rate), _euros(amount.euros))
    if found:
        console.print(table)
    for payer, (count, total, unpriced) in _totals(found).items():
        without = f"; voor {_days_said(unpriced)} is geen tarief bekend, dus ook geen bedrag" if unpriced else ""
        console.print(f"{payer}: {_days_said(count)}, {_euros(total)}{without}.")
    for case in unreadable:
        console.print(f"Casus {case} is met deze software niet te lezen en telt niet mee.", style="red")


def _days_said(count: int) -> str:
    return f"{count} dag" if count == 1 else f"{count} dagen"


def _totals(found: Found) -> dict[str, tuple[int, Decimal, int]]:
    """Payer → days, euros, days without a rate."""
    totals: dict[str, tuple[int, Decimal, int]] = defaultdict(lambda: (0, Decimal(0), 0))
    for _, amount in found:
        payer = in_dutch(amount.days.payer) if amount.days.payer else f"betaler {UNKNOWN}"
        days, euros, unpriced = totals[payer]
        more = 0 if amount.rate is not None else amount.days.count
        totals[payer] = (days + amount.days.count, euros + (amount.euros or Decimal(0)), unpriced + more)
    return totals


def _euros(amount: Decimal | None) -> str:
    """As people write it: `€ 1.240,00`."""
    if amount is None:
        return UNKNOWN
    return "€ " + f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
