"""`levensloop demo` and `levensloop play`: a case file, played on real servers that last as long as the play."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.play.case_file import load_case_file
from levensloop.play.run import play as play_case
from levensloop.play.run import write

DEMO = Path("cases/casus-1.yaml")
DEMO_REPORT = Path("build/demo/report.json")


def demo() -> None:
    """Speel casus 1: van melding tot uitstroom, bij twee Zorg- en Veiligheidshuizen en hun partners."""
    play(DEMO, DEMO_REPORT)


def play(
    file: Annotated[Path, typer.Argument(help="het casusbestand (YAML)")],
    report: Annotated[Path | None, typer.Option(help="waar het verslag (JSON) komt")] = None,
) -> None:
    """Speel een casusbestand op echte servers en vergelijk alles met wat het bestand verwacht."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    played = asyncio.run(play_case(load_case_file(file), console))
    if report is not None:
        write(played, report)
        console.print(f"Verslag: {report}")
    raise typer.Exit(0 if played.held else 1)
