"""`levensloop agenda`: what is due and overdue, for whom, in which case."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from levensloop.cli.asking import agenda_of
from levensloop.cli.options import KeysDirectory, NodeName, RowsAsJson, TopologyFile, keys_of
from levensloop.cli.reach import known_zvh, node_client
from levensloop.cli.screen import Names, due_text, names_of, printable, wide_console
from levensloop.contracts.roles import ROLES, Role
from levensloop.infra.nodes.topology_file import load_topology

Rows = Iterable[dict[str, Any]]
"""Rows of the agenda: `case`, `what`, `due`, `owner`, `rule`, `overdue`."""


def agenda(
    topology: TopologyFile,
    node: NodeName,
    role: Annotated[
        Role | None, typer.Option(metavar="ROL", help="alleen wat organisaties in deze rol moeten doen")
    ] = None,
    days: Annotated[int | None, typer.Option(min=0, help="alleen wat te laat is of binnen zoveel dagen moet")] = None,
    keys: KeysDirectory = None,
    as_json: RowsAsJson = False,
) -> None:
    """Toon wat er moet gebeuren en wat te laat is: door wie, in welke casus, volgens welke regel. Het oudste eerst."""
    found = load_topology(topology)
    known_zvh(found, node)

    async def run() -> tuple[list[dict[str, Any]], list[str]]:
        async with node_client(found, node, keys_of(topology, keys)) as nc:
            return await agenda_of(nc, node)

    roles = {organisation.id: organisation.role for organisation in found.organisations}
    until = datetime.now(UTC) + timedelta(days=days) if days is not None else None
    everything, unreadable = asyncio.run(run())
    rows = list(chosen(everything, roles, role, until))
    if as_json:
        for row in rows:
            print(json.dumps({**row, "role": roles.get(row["owner"])}, ensure_ascii=False))
        for case in unreadable:
            print(json.dumps({"case": case, "unreadable": True}))
    else:
        show(printable(rows), unreadable, names_of(found), roles, wide_console())


def chosen(rows: Rows, roles: Mapping[str, Role], role: Role | None, until: datetime | None) -> Rows:
    """The rows for this role, that are overdue or due before this moment."""
    for row in rows:
        soon = until is None or row["overdue"] or datetime.fromisoformat(row["due"]) <= until
        if soon and (role is None or roles.get(row["owner"]) is role):
            yield row


def show(
    rows: list[dict[str, Any]], unreadable: list[str], names: Names, roles: Mapping[str, Role], console: Console
) -> None:
    """The table, or that there is nothing; and of which cases it is not known."""
    if rows:
        console.print(agenda_table(rows, names, roles))
    elif not unreadable:
        console.print("Er staat niets op de agenda.")
    for case in unreadable:
        console.print(f"Casus {case} is met deze software niet te lezen: wat daarin moet, is niet bekend.", style="red")


def agenda_table(rows: Rows, names: Names, roles: Mapping[str, Role], with_case: bool = True) -> Table:
    """What is overdue is red, and says so in words too."""
    table = Table("Uiterlijk", "Wat", "Wie", "Rol", "Regel")
    if with_case:
        table.add_column("Casus", no_wrap=True)
    for row in rows:
        owner = row["owner"]
        role = ROLES[roles[owner]].dutch if owner in roles else ""
        case = [row["case"]] if with_case else []
        style = "red" if row["overdue"] else None
        table.add_row(due_text(row), row["what"], names.get(owner, owner), role, row["rule"], *case, style=style)
    return table
