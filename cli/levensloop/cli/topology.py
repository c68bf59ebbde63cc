"""`levensloop topology`: keys for a network, and server configurations for those who run their own servers."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.cli.options import KeysDirectory, keys_of
from levensloop.infra.nodes.keys_in_file import make_keys_for_file
from levensloop.infra.nodes.render import hub_conf, node_conf
from levensloop.infra.nodes.topology_file import load_topology

app = typer.Typer(help="De topologie: wie er meedoet, op welke server.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="het topologiebestand (YAML)")]


@app.command()
def keys(file: File, keys: KeysDirectory = None) -> None:
    """Maak voor elke organisatie de sleutel die ontbreekt, en zet de publieke helften in de topologie."""
    directory = keys_of(file, keys)
    filled = make_keys_for_file(file, directory)
    console = Console(soft_wrap=True)
    console.print(f"{len(filled.organisations)} publieke sleutels staan in {file}.")
    console.print(f"De geheime sleutels staan in {directory}, één per organisatie. Geef ieder alleen de zijne.")


@app.command()
def render(file: File, out: Annotated[Path, typer.Option(help="de map voor de configuraties")]) -> None:
    """Schrijf de serverconfiguraties: één voor de hub en één per knooppunt. Er staat geen geheim in."""
    topology = load_topology(file)
    files = {topology.hub.name: hub_conf(topology)}
    files |= {node.name: node_conf(topology, node, "seed.conf") for node in topology.nodes}
    for name, text in files.items():
        target = out / name / "server.conf"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        Console(soft_wrap=True).print(str(target))
