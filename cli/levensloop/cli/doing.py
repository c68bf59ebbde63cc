"""`levensloop do`: any command, over the organisation's own connection."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4

import typer
from rich.text import Text

from levensloop.cli.command_file import read_fields
from levensloop.cli.command_help import command_object, command_table, field_rows, field_table
from levensloop.cli.options import Acting, KeysDirectory, TopologyFile, keys_of
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known, known_zvh, node_client
from levensloop.cli.screen import wide_console
from levensloop.contracts.admission import ADMISSION
from levensloop.contracts.answer import Answer
from levensloop.contracts.commands.names import COMMANDS_IN_DUTCH
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.registry import COMMANDS, EVENTS, SERVICE_OF_COMMAND
from levensloop.contracts.standing import Phase
from levensloop.infra.messaging import client
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology


class NotKnown(NodesError):
    """Nobody answered; the message says how to send the same once more."""


def do(
    command: Annotated[str, typer.Argument(metavar="OPDRACHT", help="de naam; zie `levensloop commands`")],
    topology: TopologyFile,
    node: Annotated[str, typer.Option("--node", help="het ZVH waar de casus is")],
    organisation: Annotated[str, typer.Option("--as", help="namens welke organisatie")],
    functionary: Acting,
    case: Annotated[
        UUID | None, typer.Option(help="de casus; een nieuwe melding krijgt zonder dit een nieuw nummer")
    ] = None,
    fields: Annotated[
        str | None, typer.Option("--with", help="het bestand met de velden (YAML of JSON); `-` is standaardinvoer")
    ] = None,
    number: Annotated[
        UUID | None, typer.Option("--id", help="nummer van de opdracht: hetzelfde nummer wordt nooit dubbel gedaan")
    ] = None,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: Annotated[bool, typer.Option("--json", help="het antwoord als JSON")] = False,
) -> None:
    """Geef een opdracht, over de verbinding van de organisatie zelf. Toont wat ervan kwam, of waarom het niet kon."""
    _must_exist(command)
    data = read_fields(fields) if fields else {}
    give(command, data, topology, node, organisation, functionary, case, number, keys, as_json, person)


def give(
    command: str,
    data: dict[str, Any],
    topology: Path,
    node: str,
    organisation: str,
    functionary: str,
    case: UUID | None = None,
    number: UUID | None = None,
    keys: Path | None = None,
    as_json: bool = False,
    person: str | None = None,
) -> None:
    """Give the command with these fields, show what came of it, and exit: 1 for a refusal."""
    found = load_topology(topology)
    known_zvh(found, node)
    known(found, organisation)
    if node not in (its := found.zvhs_of(organisation)):
        raise NodesError(f"{organisation} werkt met {', '.join(its)}, niet met {node}; daar komt geen opdracht aan.")
    case = case or _new_case(command)
    number = number or uuid4()

    files = keys_of(topology, keys)
    who = person_of(person, organisation, files)

    async def run() -> Answer:
        async with node_client(found, organisation, files) as nc:
            return await client.command(nc, node, organisation, command, case, functionary, data, id=number, person=who)

    try:
        answer = asyncio.run(run())
    except Unanswered as error:
        raise NotKnown(f"{error}\n{_once_more(case, number)}") from error
    if as_json:
        print(json.dumps({"case": str(case), "id": str(number), **answer.model_dump(mode="json")}, ensure_ascii=False))
    else:
        console = wide_console()
        for line in answer_lines(command, case, number, answer):
            console.print(line, soft_wrap=True)
    raise typer.Exit(1 if answer.refusal else 0)


def commands(
    command: Annotated[str | None, typer.Argument(metavar="OPDRACHT", help="toon de velden van deze")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="als JSON, met de velden als JSON Schema")] = False,
) -> None:
    """Toon welke opdrachten er zijn en wie ze mag geven; van één opdracht ook de velden."""
    if command is not None:
        _must_exist(command)
    if as_json:
        for name in [command] if command else COMMANDS:
            print(json.dumps(command_object(name), ensure_ascii=False))
        return
    console = wide_console()
    if command is None:
        console.print(command_table())
        return
    console.print(
        Text.assemble(
            (command, "bold"), f": {COMMANDS_IN_DUTCH[command]}, door {ADMISSION[COMMANDS[command]].who.dutch}."
        )
    )
    rows = field_rows(COMMANDS[command])
    console.print(field_table(rows) if rows else "Deze opdracht heeft geen velden; --with is niet nodig.")


def answer_lines(command: str, case: UUID, number: UUID, answer: Answer) -> list[Text]:
    """What came of it, in Dutch; of a refusal also what to do next, where that is known."""
    if refusal := answer.refusal:
        next_step = {"INV-1": f"De velden toont: levensloop commands {command}", "INV-8": _once_more(case, number)}
        hint = [Text(next_step[refusal.rule])] if refusal.rule in next_step else []
        return [Text(f"Geweigerd ({refusal.rule}): {refusal.message}", style="yellow"), *hint]
    told = [Text(f"{'Nummer' if SERVICE_OF_COMMAND[command] == 'monitor' else 'Casus'} {case}")]
    if answer.repeated:
        told.append(Text("Deze opdracht was al gedaan; er is niets nieuws vastgelegd. Toen kwam ervan:"))
    if not answer.events:
        told.append(Text("Er hoefde niets te veranderen."))
    for event in answer.events:
        kind = EVENTS.get(event.type)
        name = EVENTS_IN_DUTCH[kind.__name__] if kind else event.type
        told.append(Text.assemble((f"{event.position:>6}  ", "dim"), (name, "green")))
    return told


def _must_exist(command: str) -> None:
    if command not in COMMANDS:
        raise NodesError(f"De opdracht {command} bestaat niet. Welke er zijn toont: levensloop commands")


def _new_case(command: str) -> UUID:
    """For the command that begins a case."""
    if ADMISSION[COMMANDS[command]].phases != {Phase.NONE}:
        raise NodesError(f"{command} gaat over een casus die er al is: geef --case.")
    return uuid4()


def _once_more(case: UUID, number: UUID) -> str:
    """With the same number nothing is done twice."""
    return f"Nog eens sturen: dezelfde opdracht met --case {case} --id {number}"
