"""`levensloop users`: an organisation makes and revokes its own users, with its own keys; nobody else has to do anything."""

import asyncio
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NoAnswer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from levensloop.cli.options import DataDirectory, KeysDirectory, RowsAsJson, TopologyFile, keys_of
from levensloop.cli.reach import client_at, known
from levensloop.cli.screen import wide_console
from levensloop.contracts import subjects
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.codec import wrong_fields
from levensloop.infra.messaging.alone import stop_asked, until_stopped
from levensloop.infra.messaging.logs import configure
from levensloop.infra.nodes.errors import NodeUnreachable
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.directory import directory_of
from levensloop.infra.unconnected import why_not
from levensloop.infra.users.acting_as import LONGEST_FUNCTION, MOST_FUNCTIONS, ActingAs, acting_as
from levensloop.infra.users.callout import judging_users
from levensloop.infra.users.errors import UsersProblem
from levensloop.infra.users.grant import Scope
from levensloop.infra.users.register import Desk, Made
from levensloop.infra.users.revocations import Revocations, read_revocations, sign_revocations
from levensloop.infra.users.user_file import read_user, write_user

app = typer.Typer(help="Gebruikers van uw organisatie: maken, verlengen en intrekken.", no_args_is_help=True)

IN_DUTCH = {
    Scope.COMMANDS: "opdrachten geven",
    Scope.QUESTIONS: "vragen stellen",
    Scope.INBOX: "ophalen wat klaarstaat",
}
PATIENCE = 15.0
"""Seconds to wait for the hub. Default."""

Whose = Annotated[str, typer.Option("--organisation", help="uw organisatie; haar eigen sleutels zijn nodig")]
Days = Annotated[int, typer.Option(help="hoeveel dagen de machtiging geldt, hoogstens 31")]
Person = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="NUMMER",
        help="welke medewerker het is: een pseudoniem dat alleen u herleidt; zonder: het nummer",
    ),
]
Functions = Annotated[
    list[str] | None,
    typer.Option("--functionary", help="in welke functie de gebruiker mag handelen; vaker te geven; zonder: in elke"),
]
Who = Annotated[str, typer.Argument(metavar="GEBRUIKER", help="het nummer; zie `levensloop users list`")]


@app.command()
def add(
    topology: TopologyFile,
    organisation: Whose,
    scope: Annotated[list[Scope], typer.Option(help="wat de gebruiker mag; vaker te geven")],
    days: Days = 7,
    note: Annotated[str, typer.Option(help="wie het is; blijft in uw eigen register")] = "",
    person: Person = None,
    functionary: Functions = None,
    keys: KeysDirectory = None,
) -> None:
    """Maak een gebruiker. In het netwerk heet hij alleen zoals zijn nummer; hij kan meteen binnenkomen. Een ZVH houdt wat hij doet tegen de
    medewerker en de functies in zijn machtiging, en legt vast dat die het zegt."""
    desk = _desk(topology, organisation, keys)
    grant = desk.add(scope, days, note, datetime.now(UTC), _acting_as(person, functionary or ()))
    _say(f"Gebruiker {grant.id} mag tot {grant.valid_until.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}: {_may(grant.scope)}.")
    if named := _as_whom(desk.register.users[grant.id].acting_as):
        _say(f"Als {named}; dat staat in zijn bestand, en gaat alleen verzegeld naar een ZVH.")
    _say(f"Geef {desk.file_of(grant.id)} aan de gebruiker alleen, als `{organisation}.user` in zijn map met sleutels.")


@app.command()
def renew(topology: TopologyFile, organisation: Whose, user: Who, days: Days = 7, keys: KeysDirectory = None) -> None:
    """Verleng de machtiging van een gebruiker; zijn sleutel blijft dezelfde."""
    desk = _desk(topology, organisation, keys)
    grant = desk.renew(user, days, datetime.now(UTC))
    _say(f"Gebruiker {user} mag tot {desk.register.users[user].valid_until.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}.")
    path = desk.file_of(user)
    if path.exists():
        write_user(path, read_user(path).model_copy(update={"grant": grant}))
        _say(f"De nieuwe machtiging staat in {path}.")
    else:
        _say(f"Zet deze machtiging als `grant` in het bestand van de gebruiker:\n{grant}")


@app.command("list")
def list_users(
    topology: TopologyFile, organisation: Whose, keys: KeysDirectory = None, as_json: RowsAsJson = False
) -> None:
    """Toon de gebruikers die uw organisatie maakte, uit haar eigen register."""
    desk, now = _desk(topology, organisation, keys), datetime.now(UTC)
    if as_json:
        for user, made in desk.register.users.items():
            print(
                json.dumps(
                    {"user": user, "state": _state(made, now), **made.model_dump(mode="json")}, ensure_ascii=False
                )
            )
        return
    if not desk.register.users:
        _say(f"{organisation} maakte nog geen gebruikers.")
        return
    table = Table("gebruiker", "stand", "mag", "als", "tot", "wie")
    for user, made in desk.register.users.items():
        until = f"{made.valid_until.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"
        table.add_row(user, _state(made, now), _may(made.scope), _as_whom(made.acting_as), until, made.note)
    wide_console().print(table)
    if desk.register.number > desk.register.confirmed:
        _say("De laatste intrekking is nog niet bij de hub bevestigd. Nog eens sturen: levensloop users revoke")


@app.command()
def revoke(
    topology: TopologyFile,
    organisation: Whose,
    users: Annotated[
        list[str] | None, typer.Argument(metavar="GEBRUIKER...", help="wie eruit gaat; zonder: stuur de lijst nog eens")
    ] = None,
    keys: KeysDirectory = None,
) -> None:
    """Trek gebruikers in. Wie erop staat is er meteen uit, ook wie nu verbonden is."""
    desk = _desk(topology, organisation, keys)
    asyncio.run(_revoke(load_topology(topology), desk, users or [], keys_of(topology, keys)))


@app.command()
def serve(topology: TopologyFile, data: DataDirectory, keys: KeysDirectory = None) -> None:
    """Beoordeel wie er binnenkomt bij een deur die u zelf draait. Met `levensloop up` voor de hub gebeurt dat vanzelf."""
    configure()
    asyncio.run(_serve(load_topology(topology), keys_of(topology, keys), data.resolve()))


async def _serve(topology: Topology, keys: Path, data: Path) -> None:
    stop = stop_asked()
    _check_door(topology)
    async with judging_users(f"nats://{topology.hub.users}", lambda: topology, keys, data / "revoked"):
        Console(stderr=True).print("Wie er binnenkomt wordt beoordeeld. Ctrl-C stopt.")
        await until_stopped(stop=stop)


async def _revoke(topology: Topology, desk: Desk, users: list[str], keys: Path) -> None:
    now, who = datetime.now(UTC), desk.organisation
    try:
        async with client_at(topology, f"nats://{topology.hub.listen}", who, keys) as nc:
            before = await _last(nc, topology, who)
            revocations = desk.revoke(users, before, now)
            signed = sign_revocations(revocations, desk.signing).encode()
            answer = json.loads(await _ask(nc, who, "revoked", signed))
    except (NodeUnreachable, NoAnswer, NoRespondersError) as error:
        desk.revoke(users, None, now)
        reason = error if isinstance(error, NodeUnreachable) else why_not(error)
        raise UsersProblem(
            "De intrekking staat in uw register, maar de hub heeft haar nog niet: wie eruit moet kan nog binnenkomen tot zijn "
            f"machtiging afloopt. Stuur haar nog eens met `levensloop users revoke`. ({reason})"
        ) from error
    if "refused" in answer:
        raise UsersProblem(str(answer["refused"]))
    desk.confirmed(revocations.number)
    gone = {0: "niemand was verbonden", 1: "één verbinding is verbroken"}
    many = "1 gebruiker" if len(revocations.revoked) == 1 else f"{len(revocations.revoked)} gebruikers"
    cut = gone.get(answer["cut"], f"{answer['cut']} verbindingen zijn verbroken")
    _say(f"De hub heeft intrekkingslijst {revocations.number}, met {many}; {cut}.")


async def _last(nc: Client, topology: Topology, organisation: str) -> Revocations | None:
    """The hub's last list of ours, also one that an earlier key of ours signed."""
    body = await _ask(nc, organisation, "list", b"")
    return read_revocations(body, organisation, directory_of(topology).signer) if body else None


async def _ask(nc: Client, organisation: str, what: str, body: bytes) -> bytes:
    return bytes((await nc.request(subjects.users(organisation, what), body, timeout=PATIENCE)).data)


def _desk(file: Path, organisation: str, keys: Path | None) -> Desk:
    topology = load_topology(file)
    _check_door(topology)
    return Desk(topology, keys_of(file, keys), known(topology, organisation).id)


def _check_door(topology: Topology) -> None:
    if topology.hub.users is None:
        raise UsersProblem(
            "In dit netwerk is geen deur voor gebruikers: in de topologie ontbreekt hub.users. Vraag wie de hub draait."
        )


def _state(made: Made, now: datetime) -> str:
    if made.revoked:
        return "ingetrokken"
    return "geldig" if now < made.valid_until else "verlopen"


def _may(scope: tuple[Scope, ...]) -> str:
    return ", ".join(IN_DUTCH[part] for part in scope)


def _acting_as(person: str | None, functions: Iterable[str]) -> str | None:
    try:
        return acting_as(person, functions)
    except ValidationError as error:
        raise UsersProblem(
            f"Zo is een gebruiker niet te noemen: {wrong_fields(error)}. Er passen {MOST_FUNCTIONS} functies in, elk van hoogstens "
            f"{LONGEST_FUNCTION} tekens."
        ) from error


def _as_whom(text: str | None) -> str:
    """`medewerker 7f3a-19c2, wijkagent`; nothing where the grant says nothing of it."""
    if text is None:
        return ""
    said = ActingAs.model_validate_json(text)
    return ", ".join([*([f"medewerker {said.person}"] if said.person else []), *said.functions])


def _say(text: str) -> None:
    Console(soft_wrap=True).print(text, highlight=False)
