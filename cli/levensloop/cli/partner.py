"""`levensloop partner tail` and `pull`: what an organisation's subscription delivers, read with its own keys, and what it asks for."""

import asyncio
import json
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.text import Text

from levensloop.cli.asking import Refused
from levensloop.cli.events import event_line, event_object, moment
from levensloop.cli.fields_shown import field_lines
from levensloop.cli.options import AsJson, KeysDirectory, Reads, TopologyFile, keys_of, reads
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known, known_zvh, node_client
from levensloop.cli.screen import Names, names_of
from levensloop.contracts.consulted import Asker
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.contracts.views import View, more_to_pull
from levensloop.infra.messaging.alone import stop_asked, until_stopped
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.partner import Closed, Opened, inbox_history, node_history
from levensloop.infra.messaging.pulling import pull
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.organisation_keys import key_file
from levensloop.infra.users.user_file import user_file

INTERRUPTED = 130
"""The status of who was stopped with Ctrl-C."""

app = typer.Typer(help="Wat een partner ziet.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """What a partner sees."""


@app.command()
def tail(
    topology: TopologyFile,
    organisation: Annotated[str, typer.Option("--as", help="namens welke organisatie")],
    since: Annotated[
        str | None, typer.Option(help="vanaf welk moment (ISO 8601), of `begin`; zonder: alleen wat nog komt")
    ] = None,
    follow: Annotated[bool, typer.Option(help="blijf volgen tot Ctrl-C")] = True,
    from_zvh: Annotated[
        bool,
        typer.Option(
            "--from-zvh",
            help="vraag het ZVH zelf wat het stuurde, ook bij een eigen knooppunt: na verlies van berichten daar",
        ),
    ] = False,
    functionary: Reads = None,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: AsJson = False,
) -> None:
    """Toon wat het abonnement van een organisatie aflevert: wat er was, en wat er komt. Elke brief gaat open met een sleutel van het ZVH,
    dat dan opnieuw kijkt of zij gelezen mag worden; wat dicht blijft, staat er met de reden. Het abonnement zelf schuift niet op."""
    start = (
        datetime.fromtimestamp(0, UTC) if since == "begin" else moment("--since", since) if since else datetime.now(UTC)
    )
    by = reads(functionary, person)
    shown = _tail(load_topology(topology), organisation, keys_of(topology, keys), start, follow, as_json, by, from_zvh)
    asyncio.run(_until_interrupted(shown) if follow else shown)


@app.command("pull")
def pull_command(
    topology: TopologyFile,
    organisation: Annotated[str, typer.Option("--as", help="namens welke organisatie")],
    case: Annotated[UUID, typer.Option(help="nummer van de casus")],
    event: Annotated[UUID, typer.Option(help="nummer van de gebeurtenis, uit `partner tail --json`")],
    zvh: Annotated[
        str | None, typer.Option(help="welk ZVH; alleen nodig als de organisatie met meer dan een ZVH werkt")
    ] = None,
    functionary: Reads = None,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: AsJson = False,
) -> None:
    """Vraag na een bericht op wat de organisatie nu van die gebeurtenis mag zien. Het ZVH kijkt op dat moment, en legt vast dat het is
    gegeven of geweigerd."""
    found, by = load_topology(topology), reads(functionary, person_of(person, organisation, keys_of(topology, keys)))
    recorded, sender = asyncio.run(_pulled(found, organisation, zvh, keys_of(topology, keys), case, event, by))
    if as_json:
        print(json.dumps({**event_object(recorded), "sender": sender}, ensure_ascii=False))
        return
    _show_event(recorded, names_of(found), Console(soft_wrap=True))


def _opens(me: str, keys: Path) -> None:
    """That the organisation's own keys are here, before anything is asked: what a ZVH gives is on record as given. Raises `NodesError`."""
    if user_file(keys, me).exists() and not key_file(keys, me).exists():
        raise NodesError(
            f"Een gebruiker van {me} kan geen brieven openen, en niets opvragen; dat kan alleen met de eigen sleutels van {me} "
            f"({key_file(keys, me).name}). Laat iemand met die sleutels lezen, met --functionary en --person van wie leest."
        )


async def _pulled(
    topology: Topology, me: str, zvh: str | None, keys: Path, case: UUID, event: UUID, by: Asker
) -> tuple[Recorded[View], str]:
    if known(topology, me).role is Role.ZVH:
        raise NodesError(f"{me} is een ZVH; wat daar vastligt toont `levensloop audit replay`.")
    _opens(me, keys)
    zvhs = topology.zvhs_of(me) if zvh is None else [known_zvh(topology, zvh).id]
    if len(zvhs) > 1:
        raise NodesError(f"{me} werkt met meer dan een ZVH; zeg met --zvh welk: {', '.join(zvhs)}.")
    async with node_client(topology, me, keys) as nc:
        answer = await pull(nc, zvhs[0], me, case, event, by)
    if isinstance(answer, Refusal):
        raise Refused(answer)
    return answer, zvhs[0]


async def _until_interrupted(shown: Coroutine[Any, Any, None]) -> None:
    """For good at the first Ctrl-C: `cancel` says why asyncio's own may go unheard. Raises `typer.Exit` as for every command."""
    stop, showing = stop_asked(), asyncio.create_task(shown)
    try:
        await until_stopped(showing, stop=stop)
    finally:
        await cancel([showing])
    if stop.done():
        raise typer.Exit(INTERRUPTED)


async def _tail(
    topology: Topology, me: str, keys: Path, since: datetime, follow: bool, as_json: bool, by: Asker, from_zvh: bool
) -> None:
    if known(topology, me).role is Role.ZVH:
        raise NodesError(f"{me} is een ZVH; wat daar vastligt toont `levensloop audit replay`.")
    _opens(me, keys)
    console, names = Console(soft_wrap=True), names_of(topology)
    async with node_client(topology, me, keys) as nc:
        if topology.node(me) is not None and not from_zvh:
            histories = [node_history(nc, me, topology.zvhs_of(me)[0], since, follow, by)]
        else:
            histories = [inbox_history(nc, zvh, me, since, follow, by) for zvh in topology.zvhs_of(me)]
        if follow:
            await asyncio.gather(*(_show_all(history, names, console, as_json) for history in histories))
        else:
            shown = [await _show_all(history, names, console, as_json) for history in histories]
            if not any(shown) and not as_json:
                Console(stderr=True).print("Er is in die tijd niets afgeleverd.")


async def _show_all(history: AsyncGenerator[Opened, None], names: Names, console: Console, as_json: bool) -> int:
    """How many there were."""
    count = 0
    async with aclosing(history) as messages:
        async for received in messages:
            show(received, names, console, as_json=as_json)
            count += 1
    return count


def show(opened: Opened, names: Names, console: Console, *, as_json: bool) -> None:
    """One letter, with what it holds; or that it stays closed, and why."""
    if isinstance(opened, Closed):
        _show_closed(opened, names, console, as_json)
    elif as_json:
        told = {**event_object(opened.recorded), "sender": opened.sender, "more": more_to_pull(opened.recorded.event)}
        print(json.dumps(told, ensure_ascii=False), flush=True)
    else:
        more = f"  van {names.get(opened.sender, opened.sender)}"
        if more_to_pull(opened.recorded.event):
            more += f"  op te vragen: partner pull --case {opened.recorded.case} --event {opened.recorded.id}"
        _show_event(opened.recorded, names, console, more)


def _show_event(recorded: Recorded[View], names: Names, console: Console, more: str = "") -> None:
    console.print(Text.assemble(event_line(recorded, names), (more, "dim")))
    for field in field_lines(recorded.event, names):
        console.print(Text(field))


def _show_closed(closed: Closed, names: Names, console: Console, as_json: bool) -> None:
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
            f"{closed.case}  ",
            ("nog dicht" if closed.waiting else "blijft dicht", "bold"),
            f"  {closed.refusal.message} ({closed.refusal.rule})",
            (f"  van {names.get(closed.sender, closed.sender)}", "dim"),
        )
        console.print(line)
