"""`levensloop disclosure explain`: what of an event went to an organisation, what was withheld, and by which line of the matrix."""

import asyncio
import json
from contextlib import aclosing
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from levensloop.audit.log.reading import read_log
from levensloop.cli.documents_given import document_objects, documents_of, show_documents
from levensloop.cli.events import event_line
from levensloop.cli.fields_shown import path_label
from levensloop.cli.options import (
    AsJson,
    Functionary,
    KeysDirectory,
    LogPurposeOption,
    NodeName,
    TopologyFile,
    keys_of,
)
from levensloop.cli.person import Person
from levensloop.cli.reach import known, known_zvh, own_node
from levensloop.cli.screen import Names, names_of, wide_console
from levensloop.contracts import subjects
from levensloop.contracts.accountability import LogPurpose
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.categories import DUTCH
from levensloop.contracts.codec import parse
from levensloop.contracts.event import Actor
from levensloop.contracts.matrix.lines import Version, versions
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.explaining import TO_WHOM, Explanation, Line, Went, explain
from levensloop.disclosure.records import records_of
from levensloop.documents.account import DocumentRecord
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import organisations_of
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "disclosure.explain"

app = typer.Typer(help="Wat er verstrekt is, en waarom.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `explain` a word of its own: more follow."""


@app.command("explain")
def explain_command(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    purpose: LogPurposeOption,
    event: Annotated[UUID, typer.Option(help="nummer van de gebeurtenis")],
    to: Annotated[str, typer.Option(help="aan welke organisatie")],
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: AsJson = False,
) -> None:
    """Leg uit wat van een gebeurtenis naar een organisatie ging, wat niet, en door welke regel van de matrix."""
    found = load_topology(topology)
    known_zvh(found, node)
    known(found, to)
    by = Actor(organisation=node, functionary=functionary, person=person)
    explanation, documents = asyncio.run(_explained(found, by, purpose, event, to, keys_of(topology, keys)))
    if as_json:
        print(json.dumps({**_object(explanation), "documents": document_objects(documents)}, ensure_ascii=False))
    else:
        _show(explanation, wide_console(), names_of(found))
        show_documents(documents, wide_console(), names_of(found))


async def _explained(
    topology: Topology, by: Actor, purpose: LogPurpose, event: UUID, to: str, keys: Path
) -> tuple[Explanation, list[DocumentRecord]]:
    """With the documents that were given of it. The record of the reading comes before anything is told (WGS 1.8(4))."""
    zvh, organisations = by.organisation, organisations_of(topology)
    async with own_node(topology, zvh, keys, log=True) as node:
        case = await _case_of(node.log.store, event)
        await read_log(node, purpose, by, what=WHAT, case=case)
        history = (await node.log.load(case)).events
        out = node.store(subjects.out_stream(zvh))
        records, _ = await records_of(out, case)
        documents = await documents_of(out, case, event, to)
    return explain(history, event, organisations[to], records.values(), organisations, zvh), documents


async def _case_of(log: EventStore, event: UUID) -> UUID:
    async with aclosing(log.replay(subjects.ALL_EVENTS)) as messages:
        async for message in messages:
            if str(event).encode() in message.data and parse(message.data).id == event:
                return UUID(subjects.case_of(message.subject))
    raise NodesError(
        f"De gebeurtenis {event} staat niet in dit logboek; `levensloop audit replay --json` toont de nummers."
    )


def _show(found: Explanation, console: Console, names: Names) -> None:
    console.print(event_line(found.recorded, names))
    if found.why_not:
        console.print(f"Naar {found.to.called} ging geen bericht. {found.why_not}")
    for went in found.went:
        record, version = went.record, _version(went.record.table_version)
        grounds = ", ".join(TO_WHOM[ground] for ground in record.grounds)
        console.print(
            f"\nNaar {names.get(record.to, record.to)} op {_moment(record)}, als {grounds or TO_WHOM[record.grant]}."
        )
        console.print(f"Matrix versie {record.table_version}{_decided(version)}. Verantwoording {record.id}.")
        if went.taken_back is not None:
            console.print("Daarna teruggehaald, omdat het recht erop eindigde; niet bevestigd ontvangen.", style="red")
        for asked in went.asked:
            console.print(f"{_ASKED[asked.outcome]} op {_moment(asked)}{f': {asked.rule}' if asked.rule else ''}.")
        for place, why in went.left_out.items():
            console.print(f"Weggelaten: {path_label(place)}: {why}.")
        if record.numbers:
            console.print(f"Met voorwaarde {', '.join(map(str, record.numbers))} van de leverancier erbij.")
        if went.lines:
            console.print(_table(went))
        else:
            console.print(
                "Die versie van de matrix is hier niet bewaard; welke velden gingen is niet te zeggen.", style="red"
            )


_ASKED = {
    Outcome.READ: "Sleutel gegeven, dus te lezen,",
    Outcome.UNREAD: "Sleutel of inzage geweigerd",
    Outcome.PULLED: "De rest opgevraagd en gegeven",
}


def _moment(record: AccountRecord) -> str:
    return record.at.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S")


def _table(went: Went) -> Table:
    table = Table("Veld", "Categorie", "Ging mee", "Regel", "Doel, of waarom niet", "WGS", "Grond")
    for line in went.lines:
        codes = line.codes
        table.add_row(
            path_label(line.field.path),
            DUTCH[line.field.category],
            "ja" if codes else "nee",
            "\n".join(code.name for code in codes),
            "\n".join(code.purpose for code in codes) or line.withheld,
            "\n".join(code.article for code in codes),
            "\n".join(code.ground for code in codes if line.field.category in code.special),
        )
    return table


def _version(number: str) -> Version | None:
    return next((version for version in versions() if version.number == number), None)


def _decided(version: Version | None) -> str:
    if version is None:
        return ""
    return f" van {version.day:%d-%m-%Y} ({version.status}; RAC: {version.rac or 'nog geen'})"


def _object(found: Explanation) -> dict[str, Any]:
    return {
        "event": str(found.recorded.id),
        "type": type(found.recorded.event).wire_name(),
        "to": found.to.id,
        "why_not": found.why_not or None,
        "refused": [
            {"record": str(r.id), "rule": r.rule, "numbers": list(r.numbers), "withheld": list(r.withheld)}
            for r in found.refused
        ],
        "disclosures": [
            {
                "record": str(went.record.id),
                "at": went.record.at.isoformat(),
                "version": went.record.table_version,
                "grounds": list(went.record.grounds),
                "withdrawn": went.taken_back is not None,
                "asked": [{"at": r.at.isoformat(), "outcome": r.outcome, "rule": r.rule} for r in went.asked],
                "conditions": list(went.record.numbers),
                "left_out": dict(went.left_out),
                "fields": [_field(line) for line in went.lines],
            }
            for went in found.went
        ],
    }


def _field(line: Line) -> dict[str, Any]:
    return {
        "field": line.field.path,
        "category": line.field.category,
        "went": bool(line.codes),
        "by": [{"code": c.name, "purpose": c.purpose, "article": c.article} for c in line.codes],
        "withheld": line.withheld or None,
    }
