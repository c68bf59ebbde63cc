"""`levensloop partner tail`: what an organisation's subscription delivers, live and from the past, read with its own keys."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from levensloop.cli.events import event_line, event_object, moment
from levensloop.cli.options import AsJson, KeysDirectory, TopologyFile, keys_of
from levensloop.cli.reach import known, node_client
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.partner import Closed, Opened, inbox_history, node_history
from levensloop.infra.nodes.credentials import is_user
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

app = typer.Typer(help="Wat een partner ziet.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `tail` a word of its own: more follow."""


@app.command()
def tail(
    topology: TopologyFile,
    organisation: Annotated[str, typer.Option("--as", help="namens welke organisatie")],
    since: Annotated[
        str | None, typer.Option(help="vanaf welk moment (ISO 8601), of `begin`; zonder: alleen wat nog komt")
    ] = None,
    follow: Annotated[bool, typer.Option(help="blijf volgen tot Ctrl-C")] = True,
    keys: KeysDirectory = None,
    as_json: AsJson = False,
) -> None:
    """Toon wat het abonnement van een organisatie aflevert: wat er was, en wat er komt. Elke brief gaat open met een sleutel van het ZVH,
    dat dan opnieuw kijkt of zij gelezen mag worden; wat dicht blijft, staat er met de reden. Het abonnement zelf schuift niet op."""
    start = (
        datetime.fromtimestamp(0, UTC) if since == "begin" else moment("--since", since) if since else datetime.now(UTC)
    )
    asyncio.run(_tail(load_topology(topology), organisation, keys_of(topology, keys), start, follow, as_json))


async def _tail(topology: Topology, me: str, keys: Path, since: datetime, follow: bool, as_json: bool) -> None:
    if known(topology, me).role is Role.ZVH:
        raise NodesError(f"{me} is een ZVH; wat daar vastligt toont `levensloop audit replay`.")
    if is_user(keys, me):
        raise NodesError(
            f"Een gebruiker van {me} kan geen brieven openen; dat kan alleen met de eigen sleutels van {me}."
        )
    console = Console(soft_wrap=True)
    async with node_client(topology, me, keys) as nc:
        if topology.node(me) is not None:
            histories = [node_history(nc, me, topology.zvhs_of(me)[0], since, follow)]
        else:
            histories = [inbox_history(nc, zvh, me, since, follow) for zvh in topology.zvhs_of(me)]
        if follow:
            await asyncio.gather(*(_show_all(history, console, as_json) for history in histories))
        else:
            for history in histories:
                await _show_all(history, console, as_json)


async def _show_all(history: AsyncGenerator[Opened, None], console: Console, as_json: bool) -> None:
    async with aclosing(history) as messages:
        async for received in messages:
            _show(received, console, as_json)


def _show(opened: Opened, console: Console, as_json: bool) -> None:
    if isinstance(opened, Closed):
        _show_closed(opened, console, as_json)
    elif as_json:
        print(json.dumps({**event_object(opened.recorded), "sender": opened.sender}, ensure_ascii=False), flush=True)
    else:
        console.print(Text.assemble(event_line(opened.recorded), (f"  van {opened.sender}", "dim")))


def _show_closed(closed: Closed, console: Console, as_json: bool) -> None:
    if as_json:
        told = {
            "position": closed.position,
            "case": str(closed.case),
            "closed": closed.refusal.model_dump(),
            "letter": str(closed.letter) if closed.letter else None,
            "waiting": closed.waiting,
            "sender": closed.sender,
        }
        print(json.dumps(told, ensure_ascii=False), flush=True)
    else:
        line = Text.assemble(
            (f"{closed.position:>6}  ", "dim"),
            f"{str(closed.case)[:8]}  ",
            ("nog dicht" if closed.waiting else "blijft dicht", "bold"),
            f"  {closed.refusal.message} ({closed.refusal.rule})",
            (f"  van {closed.sender}", "dim"),
        )
        console.print(line)
