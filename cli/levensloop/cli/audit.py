"""`levensloop audit replay`: the log in order, and the state it leads to, rebuilt from nothing but the log."""

import asyncio
import json
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.pretty import Pretty
from rich.table import Table
from rich.text import Text

from levensloop.cli import audit_bundle
from levensloop.cli.audit_ask import ask, questions
from levensloop.cli.audit_logboek import logboek
from levensloop.cli.audit_report import report
from levensloop.cli.audit_year import yearly
from levensloop.cli.events import event_line, event_object, moment
from levensloop.cli.options import AsJson, KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.reach import known, own_node
from levensloop.cli.replay import Replay, states
from levensloop.cli.replay import replay as replay_log
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Phase
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology

app = typer.Typer(help="Verantwoording: het logboek lezen.", no_args_is_help=True)
app.command("bundle")(audit_bundle.bundle)
app.command("verify")(audit_bundle.verify)
app.command("trust")(audit_bundle.trust)
app.command()(questions)
app.command()(ask)
app.command()(report)
app.command()(yearly)
app.command()(logboek)


@app.callback()
def _group() -> None:
    """Keeps `replay` a word of its own: more follow."""


@app.command()
def replay(
    topology: TopologyFile,
    node: NodeName,
    case: Annotated[UUID | None, typer.Option(help="alleen deze casus")] = None,
    until: Annotated[str | None, typer.Option(help="tot en met dit moment (ISO 8601)")] = None,
    keys: KeysDirectory = None,
    as_json: AsJson = False,
) -> None:
    """Speel het logboek van een ZVH opnieuw af: de gebeurtenissen op volgorde en de stand waartoe ze leiden."""
    found = load_topology(topology)
    if known(found, node).role is not Role.ZVH:
        raise NodesError(f"{node} is geen Zorg- en Veiligheidshuis en heeft dus geen logboek van casussen.")
    end = moment("--until", until) if until else None

    async def run() -> Replay:
        async with own_node(found, node, keys_of(topology, keys)) as here:
            return await replay_log(here.log, node, case, end)

    _show(asyncio.run(run()), as_json)


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
