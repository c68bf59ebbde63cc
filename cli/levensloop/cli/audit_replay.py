"""`levensloop audit replay`: the log in order, and the state it leads to, rebuilt from nothing but the log; at any moment, between
two, and against what the services say now."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.pretty import Pretty
from rich.table import Table
from rich.text import Text

from levensloop.cli.asking import rows_of
from levensloop.cli.events import event_line, event_object, moment
from levensloop.cli.options import AsJson, Functionary, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.reach import known, node_client, own_node
from levensloop.cli.replay import Change, Replay, changes, rows, standing_of, states
from levensloop.cli.replay import replay as replay_log
from levensloop.cli.services import CASE_SERVICES
from levensloop.contracts.accountability import Capacity, Operation
from levensloop.contracts.categories import categories
from levensloop.contracts.consulted import Asker
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Phase, shielded
from levensloop.infra.messaging import client
from levensloop.infra.messaging.clock import SystemClock
from levensloop.infra.messaging.lists import AGENDA
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "audit.replay"


def replay(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    case: Annotated[UUID | None, typer.Option(help="alleen deze casus")] = None,
    until: Annotated[str | None, typer.Option(help="tot en met dit moment (ISO 8601)")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="toon alleen wat er sinds dit moment veranderde aan de stand")
    ] = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="leg de herbouwde stand naast wat de diensten nu zeggen; status 1 bij verschil"),
    ] = False,
    keys: KeysDirectory = None,
    as_json: AsJson = False,
) -> None:
    """Speel het logboek van een ZVH opnieuw af: de gebeurtenissen op volgorde en de stand waartoe ze leiden."""
    found = load_topology(topology)
    if known(found, node).role is not Role.ZVH:
        raise NodesError(f"{node} is geen Zorg- en Veiligheidshuis en heeft dus geen logboek van casussen.")
    end = moment("--until", until) if until else None
    start = moment("--since", since) if since else None
    if compare and (end or start):
        raise NodesError("--compare gaat over nu; laat --until en --since weg.")
    by = Asker(functionary=functionary, capacity=Capacity.TESTING)
    result = asyncio.run(_read(found, node, by, case, end, keys_of(topology, keys)))
    if compare:
        _compared(result, asyncio.run(_live(found, result, by, keys_of(topology, keys))), as_json)
    elif start is not None:
        _show_changes(_since(result, start), as_json)
    else:
        _show(result, as_json)


async def _read(
    topology: Topology, zvh: str, by: Asker, case: UUID | None, until: datetime | None, keys: Path
) -> Replay:
    """The record of looking comes before anything is shown (WGS 1.8(4))."""
    async with own_node(topology, zvh, keys) as here:
        result = await replay_log(here.log, zvh, case, until)
        await _account(here, result, by)
        return result


async def _account(node: Node, result: Replay, by: Asker) -> None:
    who = (node.me, by.functionary, by.capacity)
    await node.accountant.keep(
        *(
            node.accountant.record(
                Operation.CONSULT,
                WHAT,
                *who,
                case=case,
                categories=tuple(sorted({found for recorded in events for found in categories(recorded.event)})),
            )
            for case, events in result.cases.items()
        )
    )


def _since(result: Replay, start: datetime) -> dict[UUID, list[Change]]:
    """Per case in which anything changed."""
    found = {}
    for case, events in result.cases.items():
        before = [recorded for recorded in events if recorded.time <= start]
        if different := list(changes(states(before), states(events))):
            found[case] = different
    return found


Live = Mapping[UUID, Mapping[str, Any]]


async def _live(topology: Topology, result: Replay, by: Asker, keys: Path) -> Live:
    """What the services say now: of each case that they may show its views, and of each its rows in lists and on the agenda."""
    found: dict[UUID, dict[str, Any]] = {case: {} for case in result.cases}
    async with node_client(topology, result.zvh, keys) as nc:
        for service in CASE_SERVICES:
            for name in (*service.lists, AGENDA):
                listed, _ = await rows_of(nc, result.zvh, service.name, name, by)
                for case in found:
                    mine = [{k: v for k, v in row.items() if k != "case"} for row in listed if row["case"] == str(case)]
                    found[case][f"{service.name}.{name}"] = mine
        for case, events in result.cases.items():
            if shielded(standing_of(events), result.zvh) is not None:
                continue
            for service in CASE_SERVICES:
                for view in service.views:
                    question = {"case": str(case)}
                    answer = await client.ask(nc, result.zvh, result.zvh, service.name, view, question, by=by)
                    said = answer.model_dump() if isinstance(answer, Refusal) else answer
                    found[case][f"{service.name}.{view}"] = said
    return found


def _compared(result: Replay, live: Live, as_json: bool) -> None:
    rebuilt = {case: json.loads(json.dumps(_rebuilt(result, case))) for case in live}
    found = {case: different for case in live if (different := list(changes(rebuilt[case], live[case])))}
    if found:
        _show_changes(found, as_json)
    elif not as_json:
        print(f"{len(live)} casussen: wat de diensten zeggen is wat het logboek zegt.")
    raise typer.Exit(1 if found else 0)


def _rebuilt(result: Replay, case: UUID) -> dict[str, Any]:
    """The same of the log alone. Of a shielded case the services show no view, and so there is none to compare."""
    events = result.cases[case]
    seen = states(events) if shielded(standing_of(events), result.zvh) is None else {}
    return {**rows(events, result.zvh, SystemClock()), **seen}


def _show_changes(found: Mapping[UUID, Sequence[Change]], as_json: bool) -> None:
    if as_json:
        for case, different in found.items():
            for change in different:
                row = {"case": str(case), "path": change.path, "was": change.was, "now": change.now}
                print(json.dumps(row, ensure_ascii=False))
        return
    console = Console(soft_wrap=True)
    if not found:
        console.print("Er is niets veranderd.")
    for case, different in found.items():
        table = Table("Waar", "Was", "Is", title=f"Casus {case}", title_justify="left")
        for change in different:
            table.add_row(change.path, _said(change.was), _said(change.now))
        console.print(table)


def _said(value: Any) -> str:
    return "niets" if value is None else json.dumps(value, ensure_ascii=False)


def _show(result: Replay, as_json: bool) -> None:
    console = Console(soft_wrap=True)
    if as_json:
        for recorded in result.events:
            print(json.dumps(event_object(recorded), ensure_ascii=False))
        closing = {str(case): states(events) for case, events in result.cases.items()}
        print(json.dumps({"zvh": result.zvh, "events": len(result.events), "digest": result.digest, "states": closing}))
        return
    for recorded in result.events:
        console.print(event_line(recorded))
    for case, phase, director in result.standings():
        console.print(Text(f"\nCasus {case}: {PHASES[Phase(phase)]}, regie {director or 'niemand'}", style="bold"))
        console.print(Pretty(states(result.cases[case])))
    table = Table("ZVH", "Gebeurtenissen", "Casussen", "Vingerafdruk")
    table.add_row(result.zvh, str(len(result.events)), str(len(result.cases)), result.digest)
    console.print(table)
