"""`levensloop audit yearly`: the public yearly report (WGS 1.12), from the accountability log: no person in it, and no small numbers."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.audit.asking.counting import Figures
from levensloop.audit.asking.deadlines_kept import KEPT, MISSED
from levensloop.audit.asking.rows import Indexed
from levensloop.audit.asking.scope import YEAR
from levensloop.audit.log.reading import read_log
from levensloop.audit.words import OPERATIONS, PURPOSES
from levensloop.cli.audit.cells import unreadable
from levensloop.cli.audit.findings import refused_in_dutch
from levensloop.cli.options import Functionary, KeysDirectory, LogPurposeOption, NodeName, TopologyFile, keys_of
from levensloop.cli.out_file import write
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, own_node
from levensloop.cli.turning_to import NOT_GIVEN, warn
from levensloop.contracts.accountability import LogPurpose, Operation
from levensloop.contracts.calendar import AMSTERDAM, day_of
from levensloop.contracts.event import Actor
from levensloop.contracts.roles import ROLES, Role
from levensloop.documents.html import html
from levensloop.documents.model import Block, Facts, Paragraph, Report, Section
from levensloop.documents.pdf import pdf
from levensloop.documents.wording import day, table
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "audit.yearly"
BASIS = "Jaarverslag op grond van artikel 1.12 van de Wet gegevensverwerking door samenwerkingsverbanden (WGS)."
FIRST_YEAR = 2025
"""The Act is in force since 1 March of it."""
NO_PERSON = "In dit verslag staat niemand. Aantallen onder de {few} staan er niet in, en totalen waaruit ze te berekenen zijn ook niet."


def yearly(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    purpose: LogPurposeOption,
    year: Annotated[int, typer.Option(help="het jaar: 2025, waarin de WGS inging, of later")],
    out: Annotated[Path, typer.Option(help="het bestand zonder einde: er komt een .pdf en een .html")],
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Maak het openbare jaarverslag: wat er met gegevens gebeurde, hoe vaak, en wat er geweigerd is. Zonder personen."""
    this_year = day_of(datetime.now(UTC)).year
    if not FIRST_YEAR <= year <= this_year:
        raise NodesError(
            f"Over {year} is er geen jaarverslag. Kies met --year een jaar van {FIRST_YEAR}, toen de WGS inging (1 maart), tot en "
            f"met {this_year}."
        )
    found = load_topology(topology)
    zvh = known_zvh(found, node)
    by = Actor(organisation=node, functionary=functionary, person=person)
    figures = asyncio.run(_of_year(found, by, purpose, year, keys_of(topology, keys)))
    about = told_of(zvh.contact_point, zvh.fg, year, day_of(datetime.now(UTC)))
    made = composed(figures, f"{zvh.name} ({zvh.id})", year, zvh.small_count, about)
    write(out.with_suffix(".pdf"), pdf(made))
    write(out.with_suffix(".html"), html(made).encode())
    Console(soft_wrap=True).print(
        f"{out.with_suffix('.pdf')} en {out.with_suffix('.html')} zijn gemaakt.", markup=False
    )
    warn(zvh, f"'{NOT_GIVEN}'")


def told_of(contact: str | None, fg: str | None, year: int, today: date) -> tuple[tuple[str, str], ...]:
    """Where who reads it can turn to (WGS 1.4(2)(4)), and up to when it goes where the year is not over."""
    so_far = (("Let op", f"het jaar is niet voorbij: dit gaat tot en met {day(today)}"),) if today.year == year else ()
    return (
        ("Contactpunt voor rechten", contact or NOT_GIVEN),
        ("Coördinerend functionaris gegevensbescherming", fg or NOT_GIVEN),
        *so_far,
    )


def composed(figures: Figures, zvh: str, year: int, few: int, about: Sequence[tuple[str, str]] = ()) -> Report:
    """The report over one year; numbers below `few` are not told. `about`: what else stands on the first page."""
    cases = ("Casussen waarin iets gebeurde", told(len(figures.cases), few))
    facts = Facts((("ZVH", zvh), ("Jaar", str(year)), cases, *about))
    sections = (
        Section("Vooraf", (Paragraph(NO_PERSON.format(few=few)),)),
        Section("Wat er met gegevens gebeurde", (_done(figures, few),)),
        Section("Aan wie er werd verstrekt", (_disclosed(figures, few),)),
        Section("Wat er geweigerd is", (_refused(figures, few),)),
        Section("Termijnen", (_terms(figures, few),)),
        Section("Derden en terugkoppeling", (_third(figures, few),)),
        Section("Verantwoording", (_read(figures, few),)),
    )
    made = day_of(datetime.now(UTC))
    return Report(
        "Jaarverslag gegevensverwerking", f"over {year}", f"jaarverslag {year}", made, BASIS, facts, sections, True
    )


def told(number: int, few: int) -> str:
    """The number, nothing at all as it is, what is few as that."""
    return str(number) if number == 0 or number >= few else f"minder dan {few}"


IN_PARTS = frozenset({Operation.DISCLOSE, Operation.REFUSE, Operation.READ_LOG})
"""What has a table of its own, in parts: beside their total, a part that is not told could be computed."""


def _done(figures: Figures, few: int) -> Block:
    rows = [(OPERATIONS[each], told(figures.done[each], few)) for each in Operation if each not in IN_PARTS]
    return table(("wat", "hoe vaak"), rows, (70, 30))


def _disclosed(figures: Figures, few: int) -> Block:
    by_role = {role: sum(n for (_, r), n in figures.disclosed.items() if r is role) for role in Role}
    rows = [(ROLES[role].dutch, told(number, few)) for role, number in by_role.items() if number]
    return table(("aan", "hoe vaak"), rows, (70, 30))


def _refused(figures: Figures, few: int) -> Block:
    rows = [(reason, told(number, few)) for reason, number in refused_in_dutch(figures)]
    return table(("waarom", "hoe vaak"), rows, (70, 30))


def _terms(figures: Figures, few: int) -> Block:
    rows = [(t.name, told(t.kept, few), told(t.missed, few), told(t.running, few)) for t in figures.terms]
    return table(("termijn", KEPT, MISSED, "loopt aan het eind nog"), rows, (40, 20, 20, 20))


THIRD: Mapping[str, str] = {
    "third-party-admission-requested": "toelatingen van derden gevraagd",
    "third-party-admitted": "derden toegelaten",
    "third-party-admission-expired": "toelatingen verlopen",
    "result-given": "resultaten aan derden gegeven",
    "feedback-given": "terugkoppelingen van ontvangers",
    "feedback-overdue": "terugkoppelingen te laat",
}
"""Kind of event → what it is here (WGS 1.7(4), 2.31(9)(11))."""


def _third(figures: Figures, few: int) -> Block:
    rows = [(dutch, told(figures.happened[kind], few)) for kind, dutch in THIRD.items() if figures.happened[kind]]
    return table(("wat", "hoe vaak"), rows, (70, 30))


def _read(figures: Figures, few: int) -> Block:
    rows = [(PURPOSES[purpose], told(figures.read[purpose], few)) for purpose in LogPurpose if figures.read[purpose]]
    return table(("verantwoordingslogboek gelezen voor", "hoe vaak"), rows, (70, 30))


async def _of_year(topology: Topology, by: Actor, purpose: LogPurpose, year: int, keys: Path) -> Figures:
    figures = Figures({organisation.id: organisation.role for organisation in topology.organisations})
    async with own_node(topology, by.organisation, keys, log=True) as node:
        reader = await read_log(node, purpose, by, what=WHAT, codes=(f"{YEAR}:{year}",))
        async with aclosing(reader.records()) as records:
            async for record in records:
                at, indexed = record.account.at.astimezone(AMSTERDAM).year, Indexed(record.entry.index, record.account)
                if at == year:
                    figures.over(indexed)
                elif at < year:
                    figures.before(indexed)
        if reader.unreadable:
            Console(stderr=True, soft_wrap=True).print(unreadable(reader.unreadable))
    return figures
