"""`levensloop topology`: keys for a new network, and server configurations for those who run their own servers."""

from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console

from levensloop.infra.nodes.keys import make_keys
from levensloop.infra.nodes.render import hub_conf, node_conf
from levensloop.infra.nodes.topology_file import load_topology

app = typer.Typer(help="De topologie: wie er meedoet, op welke server.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="het topologiebestand (YAML)")]
Out = Annotated[Path, typer.Option(help="de map voor wat er gemaakt wordt")]


@app.command()
def keys(file: File, out: Out) -> None:
    """Maak voor elke organisatie een sleutel, en een topologie met de publieke helften erin."""
    filled = make_keys(load_topology(file), out / "keys")
    text = yaml.safe_dump(filled.model_dump(mode="json", exclude_none=True), allow_unicode=True, sort_keys=False)
    (out / "topology.yaml").write_text(text, encoding="utf-8")
    console = Console()
    console.print(f"Topologie met publieke sleutels: {out / 'topology.yaml'}")
    console.print(f"Geheime sleutels, één per organisatie: {out / 'keys'}. Geef ieder alleen de zijne.")


@app.command()
def render(file: File, out: Out) -> None:
    """Schrijf de serverconfiguraties: één voor de hub en één per knooppunt. Er staat geen geheim in."""
    topology = load_topology(file)
    files = {topology.hub.name: hub_conf(topology)}
    files |= {node.name: node_conf(topology, node, "seed.conf") for node in topology.nodes}
    for name, text in files.items():
        target = out / name / "server.conf"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        Console().print(str(target))
