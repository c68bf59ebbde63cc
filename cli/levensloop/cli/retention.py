"""`levensloop retention` and `levensloop case destroy`: what is destroyed when, what was, and where it is not gone yet (WGS-1.8-7)."""

import asyncio
import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.table import Column, Table

from levensloop.cli.agenda import show as show_agenda
from levensloop.cli.asking import granted, rows_of
from levensloop.cli.doing import give
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known_zvh, node_client
from levensloop.cli.screen import Names, names_of, printable, said, wide_console
from levensloop.contracts.calendar import day_of
from levensloop.contracts.consulted import Asker
from levensloop.contracts.retention import DestroyedPart, DestructionGround
from levensloop.infra.messaging import client
from levensloop.infra.messaging.lists import AGENDA
from levensloop.infra.nodes.topology_file import load_topology

app = typer.Typer(help="Hoe lang gegevens blijven, en het bewijs dat ze weg zijn.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `show` a word of its own."""


@app.command()
def show(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: Annotated[bool, typer.Option("--json", help="als JSON")] = False,
) -> None:
    """Toon wat wanneer wordt vernietigd, wie nog moet antwoorden, en van wat vernietigd is het bewijs: zonder persoon en zonder casus."""
    found = load_topology(topology)
    known_zvh(found, node)
    by = Asker(functionary=functionary, person=person_of(person, node, keys_of(topology, keys)))

    async def run() -> tuple[list[dict[str, Any]], list[str], list[dict[str, Any]]]:
        async with node_client(found, node, keys_of(topology, keys)) as nc:
            rows, unreadable = await rows_of(nc, node, "retention", AGENDA, by)
            proofs = granted(await client.ask(nc, node, node, "retention", "proofs", {}, by=by))["proofs"]
            return sorted(rows, key=lambda row: (row["due"], row["case"])), unreadable, proofs

    rows, unreadable, proofs = asyncio.run(run())
    if as_json:
        print(json.dumps({"due": rows, "unreadable": unreadable, "proofs": proofs}, ensure_ascii=False))
        return
    console, names = wide_console(), names_of(found)
    show_agenda(printable(rows), unreadable, names, {o.id: o.role for o in found.organisations}, console)
    console.print(proof_table(proofs, names) if proofs else "Er is nog niets vernietigd.")


def proof_table(proofs: list[dict[str, Any]], names: Names) -> Table:
    """One row per place; what is not gone there yet, says so."""
    table = Table("Vernietiging", "Wat", "Grond", "Bij", "Sinds", Column("Berichten", justify="right"))
    for proof in proofs:
        what, ground = said(DestroyedPart, proof["what"]), said(DestructionGround, proof["ground"])
        first = [proof["number"], what, ground]
        for place in proof["places"]:
            gone = place["destroyed"] is not None
            when = f"{day_of(datetime.fromisoformat(place['destroyed'])):%d-%m-%Y}" if gone else "nog niet"
            count = str(place["entries"]) if gone else ""
            table.add_row(*first, names.get(place["place"], place["place"]), when, count, style=None if gone else "red")
            first = ["", "", ""]
    return table


def destroy(
    case: Annotated[UUID, typer.Argument(metavar="CASUS", help="het nummer uit `levensloop case list`")],
    topology: TopologyFile,
    node: Annotated[str, typer.Option("--node", help="het ZVH waar de casus is")],
    organisation: Annotated[str, typer.Option("--as", help="namens welke publieke deelnemer, of het ZVH")],
    functionary: Functionary,
    reason: Annotated[str, typer.Option("--reason", help="waarom de casus niet langer nodig is")],
    deciders: Annotated[
        list[str] | None, typer.Option("--decider", help="een publieke deelnemer die dit besloot; herhaal voor elk")
    ] = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Laat een gesloten casus vernietigen, of de kopie van een die verhuisd is, vóór de termijn voorbij is.

    Minstens twee publieke deelnemers besluiten dit. Tot de vernietiging begint kan een van hen haar intrekken; daarna is dit niet terug te
    draaien.
    """
    data = {"reason": reason, "deciders": deciders or []}
    try:
        give("DestroyCase", data, topology, node, organisation, functionary, case=case, keys=keys, person=person)
    except typer.Exit as done:
        if done.exit_code == 0:
            typer.echo(withdrawing(node, case))
        raise


def withdrawing(node: str, case: UUID) -> str:
    """How to undo it, while that can be."""
    return (
        "Intrekken kan tot de vernietiging begint; tot en met welke dag toont `levensloop agenda`. Een publieke deelnemer geeft dan: "
        f"levensloop do WithdrawDestruction --node {node} --case {case} --with BESTAND, met daarin de reden (reason)."
    )
