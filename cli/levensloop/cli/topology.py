"""`levensloop topology`: keys for a network, and server configurations for those who run their own servers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.cli.options import KeysDirectory, TopologyFile, keys_of
from levensloop.contracts.os_errors import why
from levensloop.infra.nodes.differences import differences, restarts
from levensloop.infra.nodes.errors import NodesError, TopologyError
from levensloop.infra.nodes.keys_in_file import make_keys_for_file
from levensloop.infra.nodes.placed import write_confs
from levensloop.infra.nodes.render import hub_conf
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.nodes.trial_authority import VALID, make_certificates

app = typer.Typer(help="De topologie: wie er meedoet, op welke server.", no_args_is_help=True)


@contextmanager
def _of(file: Path) -> Iterator[None]:
    """What is wrong with a topology is told by the file that it is in."""
    try:
        yield
    except TopologyError as error:
        raise TopologyError(file, error.problems) from error


@contextmanager
def _writing(option: str) -> Iterator[None]:
    """What cannot be written is told by the option that says where."""
    try:
        yield
    except OSError as error:
        raise NodesError(f"{option} is niet te gebruiken: {why(error)}.") from error


@app.command()
def keys(file: TopologyFile, keys: KeysDirectory = None) -> None:
    """Maak voor elke organisatie de sleutel die ontbreekt, en zet de publieke helften in de topologie."""
    directory = keys_of(file, keys)
    with _writing(f"--keys {directory}"):
        filled = make_keys_for_file(file, directory)
    console = Console(soft_wrap=True)
    console.print(f"De publieke sleutels van {len(filled.organisations)} organisaties staan in {file}.")
    console.print(
        f"De geheime sleutels staan in {directory}: per organisatie één of meer, elk in een bestand met haar naam. Geef ieder alleen de "
        "zijne."
    )


@app.command()
def certificates(file: TopologyFile, keys: KeysDirectory = None) -> None:
    """Maak voor een proef de certificaten: van de hub en van elke organisatie. In gebruik horen het PKIoverheid-certificaten te zijn."""
    directory = keys_of(file, keys)
    topology = load_topology(file)
    with _writing(f"--keys {directory}"):
        made = make_certificates(topology, directory)
    console = Console(soft_wrap=True)
    if not made:
        console.print(f"Er is niets gemaakt: in {directory} staat al een certificaat van iedereen.")
        return
    many = "1 certificaat" if len(made) == 1 else f"{len(made)} certificaten"
    console.print(f"{many} gemaakt in {directory}, geldig tot en met {VALID.days} dagen na nu. Alleen voor een proef.")


@app.command()
def render(
    file: TopologyFile,
    out: Annotated[Path, typer.Option(help="de map voor de configuraties")],
    keys: Annotated[
        Path | None, typer.Option("--keys", help="zet ook de sleutel van elk knooppunt erbij, uit deze map")
    ] = None,
) -> None:
    """Schrijf de serverconfiguraties: één voor de hub en één per knooppunt. In server.conf staat geen geheim."""
    topology = load_topology(file)
    with _writing(f"--out {out}"), _of(file):
        confs = list(write_confs(topology, out, keys))
    for written in confs:
        Console(soft_wrap=True).print(str(written))


@app.command()
def apply(
    file: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="de nieuwe topologie (YAML); dit bestand zelf blijft zoals het is")
    ],
    topology: Annotated[
        Path,
        typer.Option(
            "--topology", help="het bestand waarmee `levensloop up` hier draait; de nieuwe komt ervoor in de plaats"
        ),
    ],
) -> None:
    """Zet een nieuwe topologie in de plaats van de huidige. Wat met `levensloop up` draait, neemt haar over zonder herstart, tenzij de
    hub, tls, een adres of een sleutel waarmee diensten verbinden verandert: dan staat erbij wat eerst moet herstarten."""
    wanted, now = load_topology(file), load_topology(topology)
    with _of(file):
        hub_conf(wanted)  # every public key is there
    console = Console(soft_wrap=True)
    for line in differences(now, wanted):
        console.print(f"- {line}", highlight=False)
    beside = topology.with_name(f".{topology.name}.new")
    beside.write_bytes(file.read_bytes())
    os.replace(beside, topology)  # whoever reads it meanwhile reads the one or the other
    console.print(f"{topology} is vervangen.", highlight=False)
    left = {wanted.hub.name, now.hub.name, *(node.name for node in wanted.nodes)}
    for server, reason in (first := restarts(now, wanted)).items():
        console.print(f"! {'herstart' if server in left else 'stop'} {server}: {reason}", highlight=False)
    if first:
        console.print(
            f"Zolang dat niet gebeurd is, nemen {', '.join(first)} NIETS van dit bestand over, ook niet wie erbij komt of weggaat, en geen "
            "nieuwe sleutel. Zonder herstart kan alleen de rest: zet dan het oude bestand terug, en pas die eerst toe.",
            highlight=False,
        )
    console.print(
        f"Wat {'verder ' if first else ''}op deze machine draait neemt haar binnen enkele tellen over, en zegt dat in zijn eigen venster; "
        "staat daar *niet overgenomen*, dan staat erbij waarom. Geef haar ook aan wie een ander knooppunt draait.",
        highlight=False,
    )
