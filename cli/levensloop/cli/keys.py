"""`levensloop keys`: what organisations sign and encrypt with, and the master key of a node."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.cli.options import KeysDirectory, keys_of
from levensloop.infra.secrecy.keys_in_topology import init_keys, rotate_keys

app = typer.Typer(help="Sleutels om te ondertekenen en te versleutelen.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="het topologiebestand (YAML)")]
Whose = Annotated[str | None, typer.Option("--organisation", help="alleen deze organisatie; standaard alle")]
One = Annotated[str, typer.Option("--organisation", help="de organisatie die haar sleutels vervangt")]


@app.command()
def init(file: File, organisation: Whose = None, keys: KeysDirectory = None) -> None:
    """Maak de sleutels die ontbreken: om te ondertekenen, om te ontvangen, en de hoofdsleutel van een ZVH."""
    directory = keys_of(file, keys)
    for name, public in init_keys(file, directory, organisation).items():
        _show(name, public.signing, public.encryption)
    _say(f"De publieke helften staan in {file}. De geheime staan in {directory}; geef ieder alleen de zijne.")


@app.command()
def rotate(file: File, organisation: One, keys: KeysDirectory = None) -> None:
    """Vervang de sleutels van een organisatie. Wat met de oude is ondertekend of versleuteld, blijft leesbaar."""
    public = rotate_keys(file, keys_of(file, keys), organisation)
    _show(organisation, public.signing, public.encryption)
    _say(f"De nieuwe publieke helften staan in {file}. Deel die eerst met iedereen, en herstart dan de diensten.")


def _show(name: str, signing: str, encryption: str) -> None:
    _say(f"{name}  signing_key: {signing}  encryption_key: {encryption}")


def _say(text: str) -> None:
    Console(soft_wrap=True).print(text, highlight=False)
