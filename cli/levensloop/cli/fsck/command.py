"""`levensloop fsck`: everything of a node checked against everything else. It repairs nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from levensloop.audit.checking.beside import beside as check_beside
from levensloop.audit.checking.finding import Finding
from levensloop.audit.checking.keys import keys as check_keys
from levensloop.audit.checking.log import log as check_log
from levensloop.audit.checking.positions import positions as check_positions
from levensloop.audit.checking.streams import streams as check_streams
from levensloop.audit.log.reading import LogReader, read_log, tiles_of
from levensloop.cli.fsck.disclosed import disclosed
from levensloop.cli.fsck.followed import followed
from levensloop.cli.fsck.node import PROVISIONED, TIMERS, dead_letters, provision, provisioned, set_timers, timers
from levensloop.cli.fsck.recorded import recorded_as_they_are
from levensloop.cli.options import (
    DataDirectory,
    Functionary,
    KeysDirectory,
    NodeName,
    RowsAsJson,
    TopologyFile,
    keys_of,
)
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, own_node
from levensloop.cli.screen import wide_console
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reached import kept, looked_at, older, reached, reached_file, told
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.zvh.services import APPS

WHAT = "fsck"
OLDER = "opslag"
REPAIR = "fsck.repair"
REPAIRS = frozenset({PROVISIONED, TIMERS})
"""The checks of which the findings can be repaired: what is missing there follows from something else."""


def fsck(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    data: DataDirectory,
    repair: Annotated[
        bool, typer.Option("--repair", help="herstel wat zonder verlies te herstellen is: inrichting en termijnen")
    ] = False,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: RowsAsJson = False,
) -> None:
    """Controleer een heel knooppunt: streams, posities, verantwoording, sleutels, verstrekkingen, termijnen. Herstelt niets ongevraagd.
    Status 1 als er iets is."""
    found = load_topology(topology)
    known_zvh(found, node)
    check_data(data.resolve(), node)
    by = Actor(organisation=node, functionary=functionary, person=person)
    findings = asyncio.run(_run(found, by, keys_of(topology, keys), data.resolve(), repair))
    if as_json:
        for finding in findings:
            row = {"controle": finding.check, "waar": finding.where, "wat": finding.what}
            print(json.dumps(row, ensure_ascii=False))
    else:
        _show(findings)
    raise typer.Exit(1 if findings else 0)


def check_data(data: Path, zvh: str) -> None:
    """That this is where `levensloop up` of that node keeps what it has. Raises `NodesError`, before anything is looked at or recorded."""
    if not data.is_dir():
        raise NodesError(f"De map {data} is er niet. Geef met --data de map waarmee `levensloop up` van {zvh} draait.")
    conf, files = data / "server.conf", tiles_of(data)
    if conf.exists():  # then who took the files of the log away is found below
        here = f'"{zvh}"' in next((line for line in conf.read_text().splitlines() if "server_name" in line), "")
    else:
        here = files is not None and files.is_dir()
    if not here:
        raise NodesError(
            f"In {data} staan geen gegevens van {zvh}. Geef met --data de map waarmee `levensloop up` van {zvh} draait."
        )


async def _run(topology: Topology, by: Actor, keys: Path, data: Path, repair: bool) -> list[Finding]:
    async with own_node(topology, by.organisation, keys, data, log=True) as node:
        purpose = LogPurpose.SECURITY
        reader = await read_log(node, purpose, by, what=WHAT, capacity=Capacity.MAINTAINING)
        findings = [finding async for finding in everything(node, reader)]
        if not repair or not any(finding.check in REPAIRS for finding in findings):
            return findings
        async with own_node(topology, by.organisation, keys, data) as operating:
            await repaired(operating, by)
        return [finding async for finding in everything(node, reader)]


async def repaired(node: Node, by: Actor) -> None:
    """What the topology and the log say must be there; nothing that happened is touched. Accounted for before it is done."""
    who = (by.organisation, by.functionary, Capacity.MAINTAINING)
    await node.accountant.keep(node.accountant.record(Operation.ALTER, REPAIR, *who, person=by.person))
    await provision(node)
    await set_timers(node)


async def everything(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """What stands under the rest first: without its streams nothing else can be said. Raises `EventStoreError`."""
    for stream, what in told(
        older(kept(reached_file(node.keys, node.me)), await reached(node.nc, looked_at(node.me, zvh=True)))
    ):
        yield Finding(OLDER, stream, what)
    missing = [finding async for finding in provisioned(node)]
    for finding in missing:
        yield finding
    if missing:
        return
    policies = [policy for app in APPS.values() for policy in app(node).policies]
    for check in (
        check_log(node, reader),
        check_beside(node, reader),
        check_streams(node, reader),
        recorded_as_they_are(node),
        check_positions(policies),
        check_keys(node, reader),
        disclosed(node),
        followed(node, policies),
        timers(node),
        dead_letters(node),
    ):
        async for finding in check:
            yield finding


def _show(findings: list[Finding]) -> None:
    console = wide_console()
    if not findings:
        console.print(
            "Alles klopt: streams, posities, verantwoording, bestanden, sleutels, verstrekkingen, opvolging en termijnen."
        )
        return
    table = Table("Controle", "Waar", "Wat")
    for finding in findings:
        table.add_row(finding.check, finding.where, finding.what)
    console.print(table)
    console.print("Dit is niet hersteld. Bewaar alles zoals het is, en zoek eerst uit wat er gebeurd is.")
