"""`levensloop audit logboek`: the accountability log as a Logboek Dataverwerkingen, as JSON lines or to a collector."""

import asyncio
import json
import logging
from contextlib import aclosing, nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO
from urllib.parse import urlsplit

import typer
from rich.console import Console

from levensloop.audit.giving.logboek_export import Doubted, all_entries, export
from levensloop.audit.log.reading import LogReader, read_log
from levensloop.cli.audit.cells import MOST, unreadable
from levensloop.cli.options import Functionary, KeysDirectory, LogPurposeOption, NodeName, TopologyFile, keys_of
from levensloop.cli.out_file import out_file
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, own_node
from levensloop.contracts.accountability import LogPurpose
from levensloop.contracts.event import Actor
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "audit.logboek"


def logboek(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    purpose: LogPurposeOption,
    register: Annotated[
        str | None,
        typer.Option(
            help="het webadres waar het register van verwerkingsactiviteiten is gepubliceerd, zoals https://zvh.example/register"
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="het bestand voor de regels (JSON); alles, van het begin")] = None,
    otlp: Annotated[
        str | None,
        typer.Option(help="de verzamelaar (OTLP/HTTP), zoals http://127.0.0.1:4318/v1/traces; vanaf de vorige keer"),
    ] = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Lever de verantwoording aan als Logboek Dataverwerkingen (Logius, werkversie 0.8): één regel per betrokkene."""
    if (out is None) == (otlp is None):
        raise NodesError("Kies waar de regels heen gaan: --out BESTAND of --otlp ADRES.")
    published = _published(register)
    found = load_topology(topology)
    known_zvh(found, node)
    by = Actor(organisation=node, functionary=functionary, person=person)
    for library in ("opentelemetry", "urllib3"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)  # what goes wrong is said here, once and in Dutch
    with out_file(out) if out else nullcontext() as lines:
        count = asyncio.run(_run(found, by, purpose, published, lines or otlp or "", keys_of(topology, keys)))
    Console(soft_wrap=True).print(f"{count} {'regel' if count == 1 else 'regels'} naar {out or otlp}.", markup=False)


def _published(register: str | None) -> str:
    """What every entry points to: an address that who gets them can open."""
    found = urlsplit(register or "")
    if register is None or found.scheme not in ("http", "https") or not found.hostname or found.fragment:
        raise NodesError(
            "Zeg met --register waar het register van verwerkingsactiviteiten is gepubliceerd: een volledig webadres, zoals "
            "https://zvh.example/register. Elke regel verwijst daarnaar, en wie de regels krijgt moet het kunnen openen."
        )
    return register


async def _run(
    topology: Topology, by: Actor, purpose: LogPurpose, register: str, to: BinaryIO | str, keys: Path
) -> int:
    """To a file from the beginning, to a collector from where it was."""
    async with own_node(topology, by.organisation, keys, log=True) as node:
        reader = await read_log(node, purpose, by, what=WHAT)
        doubted: Doubted = {}
        count = (
            await export(node, reader, register, to, doubted)
            if isinstance(to, str)
            else await _written(node, reader, register, to, doubted)
        )
        if doubted:
            Console(stderr=True, soft_wrap=True).print(without(doubted), markup=False)
        if reader.unreadable:
            Console(stderr=True, soft_wrap=True).print(unreadable(reader.unreadable))
        return count


def without(doubted: Doubted) -> str:
    """Which records went along without what no collector takes."""
    named = [f"{place} ({', '.join(doubts)})" for place, doubts in sorted(doubted.items())]
    first = ", ".join(named[:MOST]) + (", …" if len(named) > MOST else "")
    what = (
        f"Let op: {len(named)} regel(s) gingen zonder hun trace of met een andere tijd, want wat er staat is er geen."
    )
    return f"{what} Plaats in het logboek: {first}."


async def _written(node: Node, reader: LogReader, register: str, to: BinaryIO, doubted: Doubted) -> int:
    count = 0
    async with aclosing(all_entries(node, reader, register, doubted)) as found:
        async for _, entry in found:
            if entry is not None:
                to.write(json.dumps(entry.as_json(), ensure_ascii=False).encode() + b"\n")
                count += 1
    return count
