"""`levensloop inzage`: what a person may see of what is processed about them, in plain Dutch, as a PDF."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from levensloop.audit.reading import read_log
from levensloop.audit.rows import Indexed
from levensloop.cli.document import write
from levensloop.cli.inzage_parts import (
    OF_OTHERS,
    data_section,
    lookers_section,
    recipients_section,
    recorded_data,
    suppliers_section,
)
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.reach import known_zvh, own_node
from levensloop.cli.screen import names_of
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.calendar import day_of, months_after
from levensloop.contracts.categories import Category, categories
from levensloop.contracts.event import Actor, DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.documents.model import Facts, Items, Paragraph, Report, Section
from levensloop.documents.opening import purpose, rights_at
from levensloop.documents.pdf import pdf
from levensloop.documents.wording import day
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "inzage"
FIVE_YEARS = 60
"""Months: the longest that data may stay after it was first processed, unless that was extended (WGS 1.8(7))."""

RIGHTS = (
    "U kunt vragen om onjuiste gegevens te laten verbeteren.",
    "U kunt vragen om gegevens te laten wissen die niet meer nodig zijn.",
    "U kunt bezwaar maken tegen wat met uw gegevens gebeurt.",
    "U kunt een klacht indienen bij de Autoriteit Persoonsgegevens.",
)
BASIS = (
    "Dit overzicht is gemaakt op grond van artikel 15 van de AVG en de Wet gegevensverwerking door samenwerkingsverbanden (WGS). "
    "Het is alleen voor de persoon over wie het gaat, of wie die persoon vertegenwoordigt."
)


@dataclass(frozen=True, slots=True)
class Known:
    """All that the overview is made of."""

    case: UUID
    events: Sequence[Recorded[DomainEvent]]
    records: Sequence[Indexed]
    names: Mapping[str, str]
    roles: Mapping[str, Role]
    turn_to: str = ""
    """Where the person turns to (WGS 1.4(2)(4))."""


def inzage(
    case: Annotated[UUID, typer.Option(help="het casusnummer")],
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    out: Annotated[Path, typer.Option(help="het bestand voor de PDF; alleen de eigenaar kan het lezen")],
    without: Annotated[
        list[Category] | None,
        typer.Option(metavar="CATEGORIE", help="een categorie die de persoon niet mag zien (AVG 23)"),
    ] = None,
    because: Annotated[str | None, typer.Option(help="waarom die niet; staat in het overzicht")] = None,
    keys: KeysDirectory = None,
) -> None:
    """Maak het overzicht waar iemand recht op heeft: wat over hem of haar is vastgelegd, van wie, aan wie, en waarom."""
    withheld = frozenset(without or ())
    if withheld and not because:
        raise NodesError("--without vraagt om --because: zeg waarom de persoon dit niet te zien krijgt.")
    found = load_topology(topology)
    known_zvh(found, node)
    by = Actor(organisation=node, functionary=functionary)
    known = asyncio.run(_known(found, by, case, withheld, keys_of(topology, keys)))
    write(out, pdf(overview(known, withheld, because or "")))
    Console(soft_wrap=True).print(
        f"Het overzicht staat in {out}. Lees het na voordat de persoon het krijgt.", markup=False
    )


def overview(known: Known, withheld: frozenset[Category] = frozenset(), because: str = "") -> Report:
    """The overview of one case, for the person whom it is about."""
    data = list(recorded_data(known.events))
    first = day_of(known.events[0].time)
    facts = Facts(
        (
            ("Casusnummer", str(known.case)),
            ("Vastgelegd sinds", day(first)),
            (
                "Bewaard tot uiterlijk",
                f"{day(months_after(first, FIVE_YEARS))} voor de oudste gegevens, tenzij dat is verlengd",
            ),
        )
    )
    sections = (
        purpose(tuple(known.events)),
        data_section(data, withheld, because),
        suppliers_section(data, known.names),
        recipients_section(known.records, known.names, known.roles),
        lookers_section(known.records, known.names, known.roles),
        Section(
            "Hoe er besloten wordt",
            (Paragraph("Over u beslist altijd een mens. De computer stelt hooguit iets voor (WGS 1.9)."),),
        ),
        Section("Uw rechten", (Items(RIGHTS), Paragraph(known.turn_to or "Vraag het aan wie u dit gaf."))),
    )
    made = day_of(datetime.now(UTC))
    return Report(
        "Inzage in uw gegevens", f"gemaakt op {day(made)}", f"casus {known.case}", made, BASIS, facts, sections
    )


async def _known(topology: Topology, by: Actor, case: UUID, withheld: frozenset[Category], keys: Path) -> Known:
    """First the record of this, then what it shows. Of a shielded case too: the person's right does not end with it."""
    async with own_node(topology, by.organisation, keys) as node:
        history = await node.log.load(case)
        if not history.events:
            raise NodesError(f"De casus {case} is hier niet bekend.")
        held = {found for recorded in history.events for found in categories(recorded.event)}
        shown = held - withheld - OF_OTHERS
        who = (by.organisation, by.functionary, Capacity.EXECUTING)
        told = node.accountant.record(
            Operation.DISCLOSE, WHAT, *who, case=case, categories=tuple(sorted(shown)), article="AVG-15"
        )
        await node.accountant.keep(told)
        reader = await read_log(node, LogPurpose.LAWFULNESS, by, what=WHAT, case=case, capacity=Capacity.EXECUTING)
        records = []
        async with aclosing(reader.records(case=case)) as found_records:
            async for record in found_records:
                records.append(Indexed(record.entry.index, record.account))
        roles = {organisation.id: organisation.role for organisation in topology.organisations}
        return Known(case, history.events, records, names_of(topology), roles, rights_at(node.organisations[node.me]))
