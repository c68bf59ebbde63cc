"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from levensloop.contracts.accountability import LogPurpose
from levensloop.contracts.consulted import MACHINE, Asker
from levensloop.contracts.event import Text

TopologyFile = Annotated[Path, typer.Option("--topology", help="het topologiebestand (YAML)")]
NodeName = Annotated[str, typer.Option("--node", help="de organisatie wier knooppunt het is")]
DataDirectory = Annotated[
    Path, typer.Option("--data", help="de map met gegevens, configuratie en log van het knooppunt")
]
KeysDirectory = Annotated[
    Path | None, typer.Option("--keys", help="de map met sleutels; standaard `keys` naast het topologiebestand")
]


def _function(given: str | None) -> str | None:
    """As it is recorded. Raises `typer.BadParameter`, which names the option."""
    if given is None:
        return None
    try:
        return _FUNCTION.validate_python(given)
    except ValidationError:
        raise typer.BadParameter(NO_FUNCTION) from None


_FUNCTION = TypeAdapter(Text)
NO_FUNCTION = "noem een functie, zoals procesregisseur: niet leeg, en hoogstens 4.000 tekens."

Functionary = Annotated[
    str,
    typer.Option(
        "--functionary",
        envvar="LEVENSLOOP_FUNCTIE",
        callback=_function,
        help="in welke functie u kijkt, bijvoorbeeld informatiecoördinator; staat in de verantwoording",
    ),
]
Acting = Annotated[
    str,
    typer.Option(
        "--functionary",
        envvar="LEVENSLOOP_FUNCTIE",
        callback=_function,
        help="in welke functie u dit doet, bijvoorbeeld procesregisseur; staat in de verantwoording",
    ),
]
Maintainer = Annotated[
    str,
    typer.Option(
        "--functionary",
        envvar="LEVENSLOOP_FUNCTIE",
        callback=_function,
        help="in welke functie u dit doet, bijvoorbeeld technisch beheerder; staat in de verantwoording",
    ),
]
Reads = Annotated[
    str | None,
    typer.Option(
        "--functionary",
        envvar="LEVENSLOOP_FUNCTIE",
        callback=_function,
        help="in welke functie u leest, bijvoorbeeld wijkagent; het ZVH legt dat vast. Zonder: alleen welke organisatie",
    ),
]
LogPurposeOption = Annotated[
    LogPurpose,
    typer.Option(
        "--purpose",
        metavar="DOEL",
        help="waarvoor het verantwoordingslogboek wordt gelezen: lawfulness, internal-control, integrity-and-security of "
        "legal-proceedings",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="als JSON, een regel per gebeurtenis")]
RowsAsJson = Annotated[bool, typer.Option("--json", help="als JSON, een regel per rij")]


def keys_of(topology_file: Path, keys: Path | None) -> Path:
    """Where the keys are: where the user says, else beside the topology."""
    return keys or topology_file.parent / "keys"


def reads(functionary: str | None, person: str | None) -> Asker:
    """Who reads: a person in this function, or a system."""
    return Asker(functionary=functionary, person=person) if functionary else MACHINE
