"""`levensloop demo` and `levensloop play`: a case file, played on real servers that last as long as the play."""

import asyncio
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.play.case_file import load_case_file
from levensloop.play.run import play as play_case
from levensloop.play.run import write

DEMO = Path("cases/casus-1.yaml")
DEMO_REPORT = Path("build/demo/report.json")
VERIFY = "levensloop-verify"
WITNESSED_LATE = "Dat getuigen regels laat zagen (RecordUnseen) klopt: in dit spel gaan jaren voorbij, en zij kijken alleen aan het eind."


def demo() -> None:
    """Speel casus 1: van melding tot uitstroom, bij twee Zorg- en Veiligheidshuizen en hun partners."""
    play(DEMO, DEMO_REPORT, DEMO_REPORT.parent)


def play(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="het casusbestand (YAML)")],
    report: Annotated[Path | None, typer.Option(help="waar het verslag (JSON) komt")] = None,
    bundles: Annotated[
        Path | None, typer.Option(help="een map voor de bundels voor een auditor, om zelf te controleren")
    ] = None,
) -> None:
    """Speel een casusbestand op echte servers en vergelijk alles met wat het bestand verwacht."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    played = asyncio.run(play_case(load_case_file(file), console, bundles))
    if report is not None:
        write(played, report)
        console.print(f"Verslag: {report}")
    commands = [to_verify(*audit.kept) for audit in played.audits.values() if audit.kept]
    if commands:
        console.print("De bundels voor een auditor zijn bewaard. Controleer ze zelf, zonder dit systeem:")
        for command in commands:
            console.print(f"  {command}", soft_wrap=True, highlight=False, markup=False)
        console.print(WITNESSED_LATE)
    raise typer.Exit(0 if played.held else 1)


def to_verify(bundle: Path, trusted: Path) -> str:
    """What to type to check a bundle: the verifier that stands beside this command, where that was called by its path."""
    command = Path(sys.argv[0])
    beside = command.with_name(VERIFY)
    name = str(beside) if command.parent != Path() and beside.exists() else VERIFY
    return shlex.join([name, str(bundle), "--trust", str(trusted)])
