"""`levensloop keys`: what organisations sign, encrypt and connect with, the keys of cases, and the master key of a node."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.cli.case_keys import rotate_case
from levensloop.cli.maintained import FORGOTTEN, WRAPPED, account_for
from levensloop.cli.nkeys import replace_key
from levensloop.cli.noting_keys import forget_log, replace_log, replace_witness
from levensloop.cli.options import KeysDirectory, Maintainer, NodeName, TopologyFile, keys_of
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, own_node
from levensloop.contracts import subjects
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.keys_in_topology import init_keys, master_file, rotate_keys
from levensloop.infra.secrecy.master import MasterKeyInFile, forget_older_master_keys, rotate_master_key

app = typer.Typer(help="Sleutels om te ondertekenen, te versleutelen en te verbinden.", no_args_is_help=True)
app.command("rotate-case")(rotate_case)
app.command("replace-nkey")(replace_key)
app.command("replace-log")(replace_log)
app.command("forget-log")(forget_log)
app.command("replace-witness")(replace_witness)

Whose = Annotated[str | None, typer.Option("--organisation", help="alleen deze organisatie; standaard alle")]
Stolen = Annotated[
    bool,
    typer.Option("--stolen", help="de oude sleutel is gestolen: wat ermee is ondertekend, telt niet meer vanzelf"),
]
One = Annotated[str, typer.Option("--organisation", help="de organisatie die haar sleutels vervangt")]


@app.command()
def init(file: TopologyFile, organisation: Whose = None, keys: KeysDirectory = None) -> None:
    """Maak de sleutels die ontbreken: om te ondertekenen, om te ontvangen, en de hoofdsleutel van een ZVH."""
    directory = keys_of(file, keys)
    for name, public in init_keys(file, directory, organisation).items():
        _show(name, public.signing, public.encryption)
    _say(f"De publieke helften staan in {file}. De geheime staan in {directory}; geef ieder alleen de zijne.")


@app.command()
def rotate(file: TopologyFile, organisation: One, keys: KeysDirectory = None, stolen: Stolen = False) -> None:
    """Vervang de sleutels van een organisatie. Wat met de oude is ondertekend of versleuteld, blijft leesbaar."""
    public = rotate_keys(file, keys_of(file, keys), organisation, stolen=stolen)
    _show(organisation, public.signing, public.encryption)
    _say(f"De nieuwe publieke helften staan in {file}. Deel die eerst met iedereen, en herstart dan de diensten.")


@app.command("rotate-master")
def rotate_master(file: TopologyFile, node: NodeName, keys: KeysDirectory = None) -> None:
    """Zet een nieuwe hoofdsleutel voor de oude. Herstart dan alle diensten van het knooppunt, en geef `keys wrap-anew`."""
    path = master_file(keys_of(file, keys), known_zvh(load_topology(file), node).id)
    rotate_master_key(path)
    _say(
        f"De nieuwe hoofdsleutel {MasterKeyInFile(path).current} staat vooraan in {path}; de oude staat er nog in. Bewaar er een "
        f"kopie van, elders. Herstart nu alle diensten van {node}, en geef dan `levensloop keys wrap-anew`."
    )


@app.command("wrap-anew")
def wrap_anew(
    file: TopologyFile, node: NodeName, functionary: Maintainer, person: Person = None, keys: KeysDirectory = None
) -> None:
    """Versleutel de sleutels van alle casussen onder de nieuwste hoofdsleutel. Nog eens geven kan geen kwaad."""
    done = asyncio.run(_wrapped_anew(file, node, keys_of(file, keys), WRAPPED, functionary, person))
    if done:
        _say(
            f"{done} sleutelringen van {node} staan nu onder de nieuwste hoofdsleutel. Geef dit nog eens, tot het er 0 zijn."
        )
    else:
        _say(
            f"0: alle sleutelringen van {node} staan onder de nieuwste hoofdsleutel. Nu kan `levensloop keys forget-masters`."
        )


@app.command("forget-masters")
def forget_masters(
    file: TopologyFile, node: NodeName, functionary: Maintainer, person: Person = None, keys: KeysDirectory = None
) -> None:
    """Vergeet de oudere hoofdsleutels, als er niets meer onder staat. Alle diensten moeten sinds `rotate-master` zijn herstart."""
    directory = keys_of(file, keys)
    if done := asyncio.run(_wrapped_anew(file, node, directory, FORGOTTEN, functionary, person)):
        _say(
            f"Er stonden nog {done} sleutelringen onder een oudere hoofdsleutel: er draait nog een dienst die hem gebruikt, of "
            "`levensloop keys wrap-anew` was nog niet gegeven. Er is niets vergeten; herstart die dienst en geef dit nog eens."
        )
        raise typer.Exit(1)
    forget_older_master_keys(master_file(directory, node))
    _say(
        f"De oudere hoofdsleutels van {node} zijn weg. Wat nog in een reservekopie onder een oude staat, is onleesbaar."
    )


async def _wrapped_anew(file: Path, node: str, directory: Path, what: str, functionary: str, person: str | None) -> int:
    async with own_node(load_topology(file), node, directory) as here:
        return await wrapped_anew(here, what, functionary, person)


async def wrapped_anew(here: Node, what: str, functionary: str, person: str | None = None) -> int:
    """How many rings were under another master key than the newest. `what` this is a step of is in the accountability log first;
    raises `EventStoreError` when that fails."""
    await account_for(here, what, functionary, person=person)
    master = MasterKeyInFile(master_file(here.keys, here.me))
    return await JetStreamKeys(here.store(subjects.keys_stream(here.me)), master).wrap_anew()


def _show(name: str, signing: str, encryption: str) -> None:
    _say(f"{name}  signing_key: {signing}  encryption_key: {encryption}")


def _say(text: str) -> None:
    Console(soft_wrap=True).print(text, highlight=False)
