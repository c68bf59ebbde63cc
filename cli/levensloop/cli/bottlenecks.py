"""`levensloop bottlenecks`: what is stuck in the country, at the CLLA: per category how often, and the texts (BTL-1)."""

import asyncio
import csv
import json
import sys
from typing import Annotated

import typer
from rich.table import Table

from levensloop.cli.figures.command import Form, FormerFormOption, FormOption, half_year, must_be_clla
from levensloop.cli.options import KeysDirectory, TopologyFile, keys_of
from levensloop.cli.received import received_by, whole
from levensloop.cli.screen import Names, names_of, printable, wide_console
from levensloop.contracts.events.monitor import BottleneckReported
from levensloop.contracts.words import in_dutch
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.monitor.national import categories

Reported = list[tuple[str, BottleneckReported]]
"""Who sent it, and what."""


def bottlenecks(
    topology: TopologyFile,
    node: Annotated[str, typer.Option("--node", help="de landelijke organisatie die ze ontvangt")],
    only: Annotated[str | None, typer.Option("--half-year", help="alleen van dit halfjaar, zoals 2026H1")] = None,
    form: FormOption = Form.TABLE,
    former_form: FormerFormOption = None,
    keys: KeysDirectory = None,
) -> None:
    """Toon welke knelpunten ZVH's meldden: per categorie hoe vaak, en de teksten. Er staat geen persoon in."""
    form = former_form or form
    if only is not None:
        half_year(only)
    found = load_topology(topology)
    must_be_clla(found, node)
    received = asyncio.run(received_by(found, node, keys_of(topology, keys)))
    reported = whole(received, BottleneckReported)
    _show([(zvh, event) for zvh, event in reported if only in (None, event.half_year)], names_of(found), form)


def _show(reported: Reported, names: Names, form: Form) -> None:
    rows = [
        {
            "zvh": zvh,
            "half_year": event.half_year,
            "category": event.category.value,
            "name": event.name,
            "text": event.text,
        }
        for zvh, event in reported
    ]
    if form is Form.JSON:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    elif form is Form.CSV:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(["zvh", "halfjaar", "categorie", "naam", "tekst"])
        out.writerows([row["zvh"], row["half_year"], row["category"], row["name"] or "", row["text"]] for row in rows)
    else:
        _page(reported, names)


def _page(reported: Reported, names: Names) -> None:
    console = wide_console()
    if not reported:
        console.print("Er zijn geen knelpunten gemeld.")
        return
    counts = Table("Knelpunt", title="Hoe vaak", title_justify="left")
    counts.add_column("Aantal", justify="right")
    for category, count in categories(event for _, event in reported).most_common():
        counts.add_row(in_dutch(category), str(count))
    texts = Table("Halfjaar", "ZVH", "Knelpunt", "Tekst", title="Wat er vastzit", title_justify="left", show_lines=True)
    for zvh, event in reported:
        name = event.name or in_dutch(event.category)
        texts.add_row(event.half_year, names.get(zvh, zvh), printable(name), printable(event.text))
    console.print(counts)
    console.print(texts)
