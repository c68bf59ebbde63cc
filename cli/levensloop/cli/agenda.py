"""`levensloop agenda`: what is due and overdue, for whom, in which case."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from levensloop.cli.asking import agenda_of
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, RowsAsJson, TopologyFile, keys_of
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known_zvh, node_client
from levensloop.cli.screen import Names, day_column, due_text, is_narrow, names_of, printable, wide_console
from levensloop.contracts.consulted import Asker
from levensloop.contracts.roles import ROLES, Role
from levensloop.infra.nodes.topology_file import load_topology

NEEDS = 140
"""Columns of the screen, for the case beside what is due."""

Rows = Iterable[dict[str, Any]]
"""Rows of the agenda: `case`, `what`, `due`, `owner`, `rule`, `overdue`, and `waiting` where several must do it."""


def agenda(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    role: Annotated[
        Role | None, typer.Option(metavar="ROL", help="alleen wat organisaties in deze rol moeten doen")
    ] = None,
    days: Annotated[int | None, typer.Option(min=0, help="alleen wat te laat is of binnen zoveel dagen moet")] = None,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: RowsAsJson = False,
) -> None:
    """Toon wat er moet gebeuren en wat te laat is: door wie, in welke casus, volgens welke regel. Het oudste eerst."""
    found = load_topology(topology)
    known_zvh(found, node)

    async def run() -> tuple[list[dict[str, Any]], list[str]]:
        async with node_client(found, node, keys_of(topology, keys)) as nc:
            return await agenda_of(
                nc, node, Asker(functionary=functionary, person=person_of(person, node, keys_of(topology, keys)))
            )

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
    """The rows for this role, or that wait for it, that are overdue or due before this moment."""
    for row in rows:
        soon = until is None or row["overdue"] or datetime.fromisoformat(row["due"]) <= until
        if soon and (role is None or role in {roles.get(who) for who in (row["owner"], *row.get("waiting", ()))}):
            yield row


def show(
    rows: list[dict[str, Any]], unreadable: list[str], names: Names, roles: Mapping[str, Role], console: Console
) -> None:
    """The table, or that there is nothing; and of which cases it is not known."""
    if rows:
        console.print(agenda_table(rows, names, roles, below=is_narrow(console, NEEDS)))
    elif not unreadable:
        console.print("Er staat niets op de agenda.")
    for case in unreadable:
        console.print(f"Casus {case} is met deze software niet te lezen: wat daarin moet, is niet bekend.", style="red")


def what_text(row: Mapping[str, Any], names: Names) -> str:
    """What must be done, and by whom still where several must."""
    waiting = ", ".join(names.get(who, who) for who in row.get("waiting", ()))
    return f"{row['what']}: {waiting}" if waiting else str(row["what"])


def agenda_table(
    rows: Rows, names: Names, roles: Mapping[str, Role], with_case: bool = True, below: bool = False
) -> Table:
    """What is overdue is red, and says so in words too. `below`: the case under what is due, for a narrow screen."""
    table = Table(day_column("Uiterlijk", below), Column("Wat", width=36 if below else None, overflow="fold"))
    for title in ("Wie",) if below else ("Wie", "Rol"):
        table.add_column(title, overflow="fold")
    table.add_column("Regel", no_wrap=True)
    if with_case and not below:
        table.add_column("Casus", no_wrap=True)
    for row in rows:
        owner = row["owner"]
        cells = [due_text(row), what_text(row, names), names.get(owner, owner), row["rule"]]
        if below:
            cells[1] += f"\n{row['case']}" if with_case else ""
        else:
            cells.insert(3, ROLES[roles[owner]].dutch if owner in roles else "")
            cells += [row["case"]] if with_case else []
        table.add_row(*cells, style="red" if row["overdue"] else None)
    return table
