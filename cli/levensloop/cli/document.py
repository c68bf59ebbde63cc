"""`levensloop document`: the plan, the exit decision and the transfer dossier of a case, as a PDF in a file."""

import asyncio
import base64
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console

from levensloop.cli.asking import Refused
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.out_file import write
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known_zvh, node_client
from levensloop.cli.turning_to import warn
from levensloop.contracts.consulted import Asker
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.nodes.topology_file import load_topology

PATIENCE = 60.0
"""Seconds for a document: after a restart the service first makes its letters ready. Default."""

app = typer.Typer(help="Documenten van een casus, als PDF.", no_args_is_help=True)

Case = Annotated[UUID, typer.Option(help="het casusnummer")]
Out = Annotated[Path, typer.Option(help="het bestand voor de PDF; alleen de eigenaar kan het lezen")]
OnBehalf = Annotated[
    str | None, typer.Option("--as", help="namens welke organisatie; standaard het ZVH van het knooppunt")
]


@app.command()
def plan(
    topology: TopologyFile,
    node: NodeName,
    case: Case,
    out: Out,
    functionary: Functionary,
    version: Annotated[int | None, typer.Option(help="welke versie; standaard de laatste", min=1)] = None,
    organisation: OnBehalf = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Het levensloopplan. Ook de levensloopaanbieder in het team krijgt het, voor het patiëntendossier."""
    question = {"case": str(case)} | ({"version": version} if version else {})
    _fetch("plan", question, topology, node, organisation, functionary, person, keys, out)


@app.command()
def exclusion(
    topology: TopologyFile,
    node: NodeName,
    case: Case,
    out: Out,
    functionary: Functionary,
    organisation: OnBehalf = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Het exclusiebesluit. Ook de levensloopaanbieder die mee besloot krijgt het."""
    _fetch("exclusion", {"case": str(case)}, topology, node, organisation, functionary, person, keys, out)


@app.command()
def transfer(
    topology: TopologyFile,
    node: NodeName,
    case: Case,
    out: Out,
    functionary: Functionary,
    organisation: OnBehalf = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Het overdrachtsdossier van de verhuizing die loopt of het laatst liep. Alleen voor het ZVH zelf."""
    _fetch("transfer", {"case": str(case)}, topology, node, organisation, functionary, person, keys, out)


def _fetch(
    name: str,
    question: dict[str, Any],
    topology_file: Path,
    node: str,
    organisation: str | None,
    functionary: str,
    person: str | None,
    keys: Path | None,
    out: Path,
) -> None:
    topology = load_topology(topology_file)
    zvh = known_zvh(topology, node)
    asker = organisation or node
    by = Asker(functionary=functionary, person=person_of(person, asker, keys_of(topology_file, keys)))

    async def ask() -> dict[str, Any] | Refusal:
        async with node_client(topology, asker, keys_of(topology_file, keys)) as nc:
            return await client.ask(nc, node, asker, "documents", name, question, PATIENCE, by)

    answer = asyncio.run(ask())
    if isinstance(answer, Refusal):
        raise Refused(answer)
    write(out, base64.b64decode(answer["base64"], validate=True))
    Console(soft_wrap=True).print(f"{answer['name']} staat in {out}.", markup=False)
    if asker == node:  # a partner cannot set it
        warn(zvh)
