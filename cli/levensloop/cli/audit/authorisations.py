"""`levensloop audit authorisations`: what the authorisation in a record of the accountability log stands for (WGS 1.8(2))."""

import asyncio
from typing import Annotated

import typer
from rich.table import Column, Table

from levensloop.audit.records.authorised import Authorisation
from levensloop.audit.records.authorised import authorisations as kept
from levensloop.cli.options import KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.reach import own_node
from levensloop.cli.screen import wide_console
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology


def authorisations(
    topology: TopologyFile,
    node: NodeName,
    version: Annotated[
        str | None, typer.Argument(metavar="AUTORISATIE", help="toon deze autorisatie, zoals een regel haar noemt")
    ] = None,
    keys: KeysDirectory = None,
) -> None:
    """Toon welke autorisaties golden, of wat er in één staat: wie welke opdracht mag geven, de hash van de matrix, en wie in welke rol
    meedoet. Er staan geen personen in."""

    async def run() -> list[Authorisation]:
        async with own_node(load_topology(topology), node, keys_of(topology, keys), log=True) as here:
            return await kept(here)

    found = asyncio.run(run())
    if version is None:
        _list(found)
        return
    named = [each for each in found if each.version == version]
    if not named:
        raise NodesError(f"De tekst van autorisatie {version} staat niet bij {node}.")
    sound = next(
        (each for each in named if each.sound), None
    )  # who writes another text under the same name hides nothing
    if sound is None:
        raise NodesError(
            f"De tekst die bij {node} staat voor autorisatie {version} heeft een andere hash: zij is veranderd."
        )
    print(sound.text)


def _list(found: list[Authorisation]) -> None:
    table = Table(Column("Autorisatie", no_wrap=True, min_width=68), "Bewaard sinds", "Tekst")
    for one in found:
        table.add_row(
            one.version, f"{one.since.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}", "klopt" if one.sound else "VERANDERD"
        )
    wide_console().print(table)
