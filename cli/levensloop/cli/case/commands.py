"""`levensloop case`: the cases of a ZVH, and one case as a page."""

import asyncio
import json
from typing import Annotated, Any
from uuid import UUID

import typer
from nats.aio.client import Client
from rich.table import Column, Table

from levensloop.cli.agenda import what_text
from levensloop.cli.asking import agenda_of, rows_of, view_of
from levensloop.cli.case.page import case_page
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, RowsAsJson, TopologyFile, keys_of
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known_zvh, node_client
from levensloop.cli.retention import destroy
from levensloop.cli.screen import (
    Names,
    day,
    day_column,
    due_text,
    is_narrow,
    names_of,
    printable,
    text_column,
    wide_console,
)
from levensloop.contracts.consulted import Asker
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.standing import Phase
from levensloop.infra.messaging.lists import SHIELDED
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.zvh.services import CASE_SERVICES

NEEDS = 160
"""Columns of the screen, for how a case stands beside its number."""

app = typer.Typer(help="Casussen bekijken.", no_args_is_help=True)


@app.command("list")
def list_cases(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: RowsAsJson = False,
) -> None:
    """Toon alle casussen van een ZVH: waar ze staan, wie de regie heeft, en wat er als eerste moet gebeuren."""
    found = load_topology(topology)
    known_zvh(found, node)
    by = Asker(functionary=functionary, person=person_of(person, node, keys_of(topology, keys)))

    async def run() -> tuple[list[dict[str, Any]], list[str], list[dict[str, Any]]]:
        async with node_client(found, node, keys_of(topology, keys)) as nc:
            agenda, _ = await agenda_of(nc, node, by)
            return *await rows_of(nc, node, "inclusion", "cases", by), agenda

    rows, unreadable, agenda = asyncio.run(run())
    first: dict[str, dict[str, Any]] = {}
    for item in agenda:
        first.setdefault(item["case"], item)
    if as_json:
        for row in rows:
            print(json.dumps({**row, "next": first.get(row["case"])}, ensure_ascii=False))
        for case in unreadable:
            print(json.dumps({"case": case, "unreadable": True}))
        return
    console = wide_console()
    console.print(
        case_table(rows, unreadable, printable(first), names_of(found), below=is_narrow(console, NEEDS))
        if rows or unreadable
        else "Er zijn geen casussen."
    )


def case_table(
    rows: list[dict[str, Any]],
    unreadable: list[str],
    first: dict[str, dict[str, Any]],
    names: Names,
    below: bool = False,
) -> Table:
    """One row per case. `first`: case → what is due first. `below`: how it stands under its number, for a narrow screen."""
    stands = [] if below else [Column("Fase", no_wrap=True), text_column("Regie"), day_column("Geïncludeerd op")]
    number = Column("Casus", width=36)
    table = Table(number, *stands, text_column("Eerst te doen"), day_column("Uiterlijk", below))
    for row in rows:
        due = first.get(row["case"])
        if rule := row.get(SHIELDED):  # what is due there: asked by another ZVH, of somebody who may come back (MOV-1)
            standing = [f"afgeschermd ({rule})", "", ""]
            style = None if due else "dim"
        else:
            director = names.get(row["director"] or "", row["director"] or "niemand")
            standing = [PHASES[Phase(row["phase"])], director, day(row["included_on"])]
            style = "red" if due and due["overdue"] else None
        cells = (
            [_under(row["case"], [*standing[:2], standing[2] and f"sinds {standing[2]}"])]
            if below
            else [row["case"], *standing]
        )
        table.add_row(*cells, what_text(due, names) if due else "", due_text(due) if due else "", style=style)
    for case in unreadable:
        why = "niet te lezen met deze software"
        table.add_row(*([_under(case, [why])] if below else [case, why]), style="red")
    return table


def _under(case: str, standing: list[str]) -> str:
    return "\n".join([case, *(part for part in standing if part)])


@app.command()
def show(
    case: Annotated[UUID, typer.Argument(metavar="CASUS", help="het nummer uit `levensloop case list`")],
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: Annotated[bool, typer.Option("--json", help="als JSON: wat elke dienst ervan zegt")] = False,
) -> None:
    """Toon een casus als pagina: waar die staat, wie hem dragen, team, plan, labels, signalen, scenario's en wat er moet."""
    found = load_topology(topology)
    known_zvh(found, node)
    by = Asker(functionary=functionary, person=person_of(person, node, keys_of(topology, keys)))

    async def run() -> dict[str, Any]:
        async with node_client(found, node, keys_of(topology, keys)) as nc:
            agenda, _ = await agenda_of(nc, node, by, case)
            return {**await _views(nc, node, case, by), "agenda": agenda}

    seen = asyncio.run(run())
    if as_json:
        print(json.dumps({"case": str(case), **seen}, ensure_ascii=False))
        return
    console = wide_console()
    roles = {organisation.id: organisation.role for organisation in found.organisations}
    for part in case_page(str(case), printable(seen), names_of(found), roles):
        console.print(part)


async def _views(nc: Client, zvh: str, case: UUID, by: Asker) -> dict[str, Any]:
    """`<service>.<view>` → what it says: the same names as in `levensloop audit replay --json`. Of a case that may come here, who it
    is about and no more (MOV-1)."""
    presented = (await view_of(nc, zvh, "handover", "identity", case, by))["identity"]
    if presented and presented["to_zvh"] == zvh:
        return {"inclusion.case": None, "handover.identity": {"identity": presented}}
    return {
        f"{service.name}.{view}": await view_of(nc, zvh, service.name, view, case, by)
        for service in CASE_SERVICES
        for view in service.views
    }


app.command("destroy")(destroy)
