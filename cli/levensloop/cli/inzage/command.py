"""`levensloop inzage`: what a person may see of what is processed about them, in plain Dutch, as a PDF."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from levensloop.audit.log.reading import read_log
from levensloop.cli.inzage.given import Given, lookers_section, outside_section, recipients_section
from levensloop.cli.inzage.left_out import LeftOut, elsewhere, not_shown, shown, unknown
from levensloop.cli.inzage.parts import data_section, suppliers_section
from levensloop.cli.inzage.rights import (
    controllers_section,
    decisions_section,
    kept_facts,
    purpose_section,
    retention_section,
    rights_section,
)
from levensloop.cli.inzage.things import things
from levensloop.cli.inzage.unopened import Missing, missing_section, told
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.out_file import write
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, own_node
from levensloop.cli.screen import names_of
from levensloop.cli.turning_to import warn
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category
from levensloop.contracts.event import Actor, DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.documents.model import Facts, Report
from levensloop.documents.opening import rights_at
from levensloop.documents.pdf import pdf
from levensloop.documents.wording import day, listed
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "inzage"
LEFT_OUT_CODE = "masked"
"""Among `codes` of its record, with the number of a datum that was left out: `masked:13`."""
BASIS = (
    "Dit overzicht is gemaakt op grond van artikel 15 van de AVG en de Wet gegevensverwerking door samenwerkingsverbanden (WGS). "
    "Het is alleen voor de persoon over wie het gaat, of wie die persoon vertegenwoordigt."
)


@dataclass(frozen=True, slots=True)
class Known:
    """All that the overview is made of."""

    case: UUID
    me: str
    """The ZVH that makes it."""
    events: Sequence[Recorded[DomainEvent]]
    given: Given
    names: Mapping[str, str]
    roles: Mapping[str, Role]
    turn_to: str = ""
    """Where the person turns to (WGS 1.4(2)(4))."""
    missing: Missing = field(default_factory=Missing)
    """What could not be opened."""


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
    mask: Annotated[
        list[int] | None,
        typer.Option(
            metavar="NUMMER", help="één gegeven dat de persoon niet mag zien, met het nummer uit het overzicht"
        ),
    ] = None,
    because: Annotated[str | None, typer.Option(help="waarom dat niet; staat in het overzicht")] = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Maak het overzicht waar iemand recht op heeft: wat over hem of haar is vastgelegd, van wie, aan wie, en waarom. Gaat een regel niet
    open, dan staat dat erin en is de status 1."""
    left_out = LeftOut(frozenset(without or ()), frozenset(mask or ()), because or "")
    if left_out and not because:
        raise NodesError("--without en --mask vragen om --because: zeg waarom de persoon dit niet te zien krijgt.")
    found = load_topology(topology)
    zvh = known_zvh(found, node)
    by = Actor(organisation=node, functionary=functionary, person=person)
    known = asyncio.run(_known(found, by, case, left_out, keys_of(topology, keys)))
    write(out, pdf(overview(known, left_out)))
    Console(soft_wrap=True).print(
        f"Het overzicht staat in {out}. Lees het na voordat de persoon het krijgt.", markup=False
    )
    warn(zvh)
    for text in told(known.missing):
        Console(stderr=True, soft_wrap=True).print(text, markup=False, highlight=False)
    raise typer.Exit(1 if known.missing else 0)


def overview(known: Known, left_out: LeftOut = LeftOut()) -> Report:  # noqa: B008  # it cannot be changed
    """The overview of one case, for the person whom it is about."""
    names, roles = known.names, known.roles
    found = things(known.events, names)
    data = [datum for thing in found for datum in thing.data]
    said = elsewhere(found, left_out)
    facts = Facts((("Casusnummer", str(known.case)), *kept_facts(known.events, known.me)))
    missing = known.missing
    sections = (
        *missing_section(missing),
        *not_shown(left_out),
        purpose_section(known.events, names, said, whole=not missing.data),
        controllers_section(known.events, names, roles),
        data_section(found, names, left_out),
        suppliers_section(data, known.me, names, roles),
        recipients_section(known.given, names, roles, whole=not missing.accounts),
        outside_section(known.events, names, roles, said, whole=not missing.data),
        lookers_section(known.given, names, roles),
        retention_section(known.events, known.me),
        decisions_section(),
        rights_section(known.turn_to),
    )
    made = day_of(datetime.now(UTC))
    return Report(
        "Inzage in uw gegevens", f"gemaakt op {day(made)}", f"casus {known.case}", made, BASIS, facts, sections
    )


async def _known(topology: Topology, by: Actor, case: UUID, left_out: LeftOut, keys: Path) -> Known:
    """First the record of this, then what it shows. Of a shielded case too: the person's right does not end with it."""
    async with own_node(topology, by.organisation, keys, log=True) as node:
        events, closed = await node.log.what_opens(case)
        if not events and not closed:
            raise NodesError(f"De casus {case} is hier niet bekend.")
        found = things(events, {})
        if nowhere := unknown(found, left_out.numbers):
            raise NodesError(f"Nummer {listed(map(str, nowhere))} staat niet in het overzicht van deze casus.")
        who = (by.organisation, by.functionary, Capacity.EXECUTING)
        told = node.accountant.record(
            Operation.DISCLOSE,
            WHAT,
            *who,
            person=by.person,
            case=case,
            categories=tuple(sorted({Category.PROCESS, *shown(found, left_out)})),
            codes=tuple(f"{LEFT_OUT_CODE}:{number}" for number in sorted(left_out.numbers)),
            article="AVG-15",
        )
        await node.accountant.keep(told)
        reader = await read_log(node, LogPurpose.LAWFULNESS, by, what=WHAT, case=case, capacity=Capacity.EXECUTING)
        given = Given()
        async with aclosing(reader.about(case)) as accounts:
            async for account in accounts:
                given.over(account)
        roles = {organisation.id: organisation.role for organisation in topology.organisations}
        turn_to = rights_at(node.organisations[node.me])
        missing = Missing(closed, tuple(reader.unopened))
        return Known(case, node.me, events, given, names_of(topology), roles, turn_to, missing)
