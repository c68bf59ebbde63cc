"""`levensloop audit bundle` and `audit verify`: what an auditor takes along, and how it is checked."""

import asyncio
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Annotated
from uuid import UUID

import typer

from levensloop.audit.asking.scope import COMPLETE, period
from levensloop.audit.giving.bundle import WHAT, Made, Wanted, write_bundle
from levensloop.audit.log.reading import LogReader, read_log
from levensloop.audit.log.signing import trust_text
from levensloop.cli.asking import Refused, granted
from levensloop.cli.events import moment
from levensloop.cli.options import Functionary, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, node_client, own_node
from levensloop.contracts.accountability import LogPurpose
from levensloop.contracts.event import Actor
from levensloop.contracts.os_errors import why
from levensloop.infra.messaging import client
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.verifier.bundle_lines import State
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.command import private, run
from levensloop.verifier.errors import AuditError
from levensloop.verifier.note import Note

_LOOK = 0.5
"""Seconds."""
PURPOSES = "lawfulness, internal-control, integrity-and-security of legal-proceedings (WGS 1.8(4))"


def bundle(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    purpose: Annotated[LogPurpose, typer.Option(help=f"waarvoor: {PURPOSES}")],
    out: Annotated[Path, typer.Option("--out", help="het bestand dat gemaakt wordt")],
    case: Annotated[UUID | None, typer.Option(help="alleen de regels over deze casus")] = None,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            help="met alle andere regels eromheen, zonder hun sleutels: zo is te zien dat er geen ontbreekt",
        ),
    ] = False,
    since: Annotated[str | None, typer.Option("--from", help="vanaf dit moment (ISO 8601)")] = None,
    until: Annotated[str | None, typer.Option("--until", help="tot dit moment (ISO 8601)")] = None,
    earlier: Annotated[
        Path | None,
        typer.Option(
            "--earlier", help="een controlepunt dat de auditor bewaarde: de bundel bewijst dat het logboek erop volgt"
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="de map met gegevens van het knooppunt; zonder wordt de boom nagerekend"),
    ] = None,
    wait: Annotated[
        float,
        typer.Option("--wait", help="wacht hoogstens zoveel seconden op getuigen, zodat ook deze lezing erin staat"),
    ] = 90,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Maak een bundel voor een auditor: regels uit het verantwoordingslogboek met alles wat nodig is om ze te controleren."""
    found = load_topology(topology)
    known_zvh(found, node)
    directory = keys_of(topology, keys)
    wanted = Wanted(case, complete, _period(case, complete, since, until), None if earlier is None else _read(earlier))

    async def make(beside: Path) -> Made:
        async with own_node(found, node, directory, data, log=True) as here:
            by = Actor(organisation=node, functionary=functionary, person=person)
            reader = await read_log(here, purpose, by, what=WHAT, case=case, codes=_scope(wanted))
            await _up_to_date(reader, await _grown(found, node, directory), wait)
            with private(beside) as file:
                return await write_bundle(here, reader, wanted, purpose, file)

    beside = out.with_name(f"{out.name}.deel")
    try:
        made = asyncio.run(make(beside))
        beside.replace(out)
    except AuditError as error:
        raise NodesError(f"De bundel is niet te maken: {error}") from error
    except OSError as error:
        raise NodesError(f"{out} is niet te schrijven: {why(error)}.") from error
    finally:
        beside.unlink(missing_ok=True)
    opened, erased, withheld = (made.records[state] for state in State)
    typer.echo(
        f"{out}: {sum(made.records.values())} van {made.size} regels; wie handelde is te lezen in {opened}, vernietigd in {erased}, hier "
        f"zonder sleutel in {withheld}."
    )
    if not made.trusted:
        typer.echo(
            "Let op: nog niet genoeg getuigen ondertekenden het controlepunt mee; een auditor zal deze bundel weigeren.",
            err=True,
        )


def verify(
    file: Annotated[str, typer.Argument(metavar="BESTAND", help="de bundel; `-` is standaardinvoer")],
    trust: Annotated[Path | None, typer.Option(help="wie u vertrouwt: sleutels, getuigen en data (TOML)")] = None,
    earlier: Annotated[Path | None, typer.Option(help="een controlepunt dat u eerder bewaarde")] = None,
    asked: Annotated[
        str | None,
        typer.Option(help="wanneer u de bundel vroeg (ISO 8601): zo ver hoort zij te gaan", metavar="MOMENT"),
    ] = None,
    records: Annotated[
        Path | None, typer.Option(help="schrijf de bewezen regels als JSON-regels in dit bestand")
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(help="bewaar het nieuwste controlepunt, als alles klopt: de volgende keer voor --earlier"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="zeg het als JSON-regels")] = False,
) -> None:
    """Controleer een bundel, zonder netwerk. Eindigt met 0 als alles klopt, anders met het nummer van de eerste fout."""
    raise typer.Exit(run(file, trust, earlier, records, as_json=as_json, asked=asked, keep=keep))


def trust(topology: TopologyFile, node: NodeName) -> None:
    """Toon een vertrouwensbestand (TOML) met de sleutels uit de topologie. Een auditor vergelijkt die langs een andere weg."""
    found = load_topology(topology)
    known_zvh(found, node)
    typer.echo(trust_text(found, node), nl=False)


def _scope(wanted: Wanted) -> tuple[str, ...]:
    """For the record of this reading."""
    whole = (COMPLETE,) if wanted.complete else ()
    return whole if wanted.period is None else period(*wanted.period)


async def _grown(topology: Topology, zvh: str, keys: Path) -> int:
    """A checkpoint over all there is now, if the service answers: of how many entries."""
    try:
        async with node_client(topology, zvh, keys) as nc:
            answer = granted(await client.ask(nc, zvh, zvh, "audit", "grow", {}))
    except (Unanswered, Refused) as error:
        typer.echo(f"De bundel is van het laatste controlepunt dat er is. {error}", err=True)
        return 0
    note = answer["checkpoint"]
    return 0 if note is None else Checkpoint.parse(Note.parse(note.encode()).text).size


async def _up_to_date(reader: LogReader, size: int, wait: float) -> None:
    """Until enough witnesses saw so many entries, or it takes too long: then the bundle is of what they did see."""
    ends = monotonic() + wait
    while (trusted := await reader.trusted()) is None or trusted.checkpoint.size < size:
        if monotonic() >= ends:
            return
        await asyncio.sleep(_LOOK)  # witnesses come by themselves; nothing tells when


def _period(
    case: UUID | None, complete: bool, since: str | None, until: str | None
) -> tuple[datetime, datetime] | None:
    if complete and case is None:
        raise typer.BadParameter("--complete hoort bij --case.")
    if since is None and until is None:
        return None
    if case is not None or since is None or until is None:
        raise typer.BadParameter("geef --case, of --from en --until, of geen van beide voor het hele logboek.")
    begin, end = (moment(name, text).replace(microsecond=0) for name, text in (("--from", since), ("--until", until)))
    if begin >= end:
        raise typer.BadParameter("--until ligt niet na --from.")
    return begin, end


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NodesError(f"{path} is niet te lezen: {why(error)}.") from error
