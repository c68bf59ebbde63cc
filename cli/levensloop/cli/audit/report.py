"""`levensloop audit report`: a report that an auditor can attach, as PDF and as HTML, from the accountability log."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.audit.asking.gathering import Gathered
from levensloop.audit.asking.judging import JUDGED
from levensloop.audit.asking.proven import Proof, read_through
from levensloop.audit.asking.scope import period
from levensloop.audit.log.reading import read_log
from levensloop.audit.words import PURPOSES
from levensloop.cli.audit.cells import not_opened
from levensloop.cli.audit.findings import (
    SHOWN,
    answers_sections,
    figures_section,
    findings_section,
    proof_section,
)
from levensloop.cli.coordination import day_given
from levensloop.cli.options import Functionary, KeysDirectory, LogPurposeOption, NodeName, TopologyFile, keys_of
from levensloop.cli.out_file import write
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, own_node
from levensloop.cli.screen import Names, names_of
from levensloop.contracts.accountability import LogPurpose
from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import Actor
from levensloop.documents.html import html
from levensloop.documents.model import Facts, Report
from levensloop.documents.pdf import pdf
from levensloop.documents.wording import day
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "audit.report"
BASIS = (
    "Uit de loggegevens van artikel 1.8, vierde lid, van de Wet gegevensverwerking door samenwerkingsverbanden (WGS). Wie dit ontvangt, "
    "houdt het geheim (WGS 1.11) en gebruikt het alleen voor toetsen van rechtmatigheid, interne controle, integriteit en beveiliging, of "
    "een gerechtelijke procedure."
)
"""On a report over a whole node: the four purposes that log data may be used for, and no other."""


def report(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    purpose: LogPurposeOption,
    first: Annotated[str, typer.Option("--from", help="eerste dag, zoals 2026-01-01")],
    last: Annotated[str, typer.Option("--until", help="laatste dag, zoals 2026-06-30")],
    out: Annotated[Path, typer.Option(help="het bestand zonder einde: er komt een .pdf en een .html")],
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Maak een rapport over een periode: cijfers, bevindingen, weigeringen, wie het logboek las, en hoe het bewezen is. Gaat een regel niet
    open, dan staat dat erin en is de status 1."""
    begin, end = day_given("--from", first), day_given("--until", last)
    if end < begin:
        raise NodesError("--until ligt vóór --from.")
    found = load_topology(topology)
    name = known_zvh(found, node).name
    by = Actor(organisation=node, functionary=functionary, person=person)
    roles = {organisation.id: organisation.role for organisation in found.organisations}
    gathered = Gathered((*JUDGED, *SHOWN), begin, end, roles)
    proof = asyncio.run(_read(found, by, purpose, gathered, keys_of(topology, keys)))
    made = composed(gathered, proof, names_of(found), f"{name} ({node})", f"{functionary}: {PURPOSES[purpose]}")
    write(out.with_suffix(".pdf"), pdf(made))
    write(out.with_suffix(".html"), html(made).encode())
    Console(soft_wrap=True).print(
        f"{out.with_suffix('.pdf')} en {out.with_suffix('.html')} zijn gemaakt.", markup=False
    )
    not_opened(proof)


def composed(gathered: Gathered, proof: Proof, names: Names, zvh: str, by: str) -> Report:
    """The report over a period, once the whole log was gathered from: what is before it tells too whether something of it is in order."""
    rows, begin, end = gathered.close(proof.doubted), gathered.begin, gathered.end
    scope = Facts(
        (
            ("ZVH", zvh),
            ("Periode", f"{day(begin)} tot en met {day(end)}"),
            ("Gemaakt door", by),
            ("Bron", "het verantwoordingslogboek van het ZVH (WGS 1.8, vierde lid)"),
        )
    )
    sections = (
        findings_section(rows, names, proof.unreadable),
        figures_section(gathered.figures),
        proof_section(proof),
        *answers_sections(rows, names),
    )
    version = f"over {day(begin)} tot en met {day(end)}"
    return Report("Verantwoording", version, "verantwoording", day_of(datetime.now(UTC)), BASIS, scope, sections)


async def _read(topology: Topology, by: Actor, purpose: LogPurpose, gathered: Gathered, keys: Path) -> Proof:
    """The whole log goes by once."""
    async with own_node(topology, by.organisation, keys, log=True) as node:
        reader = await read_log(node, purpose, by, what=WHAT, codes=period(gathered.begin, gathered.end))
        return await read_through(reader, gathered.over)
