"""One play of a case file from beginning to end: the world, the player, the view and the report."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.audited import audited
from levensloop.play.case_file import CaseFile
from levensloop.play.live import LiveView
from levensloop.play.player import Player
from levensloop.play.report import Report
from levensloop.play.tables import tables
from levensloop.play.world import world


async def play(case_file: CaseFile, console: Console, keep: Path | None = None) -> Report:
    """Play it on servers of its own, which are gone afterwards. `keep`: a folder for the bundles for an auditor. Raises `NodesError` when
    they will not start."""
    topology = load_topology(case_file.topology)
    names = {o.id: o.name for o in topology.organisations}
    view = LiveView(console, names)
    with tempfile.TemporaryDirectory(prefix="levensloop-") as directory:
        clock = VirtualClock(case_file.steps[0].at)
        async with world(topology, Path(directory), clock) as here:
            with view.playing(case_file.title, len(case_file.steps)):
                report = await Player(case_file, here, view.show).play()
            report = replace(report, audits=await audited(here, case_file.case_ids, Path(directory), keep))
    for table in tables(report, names):
        console.print(table)
    console.print(_verdict(report))
    return report


def write(report: Report, target: Path) -> None:
    """Write the report as JSON; makes the folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _verdict(report: Report) -> Text:
    if report.held:
        return Text(
            f"Alle {len(report.happenings)} stappen gingen zoals het casusbestand verwacht.", style="bold green"
        )
    wrong = [f"stap {h.number} ({h.note}): {d}" for h in report.happenings for d in h.deviations]
    wrong += report.deviations
    wrong += [f"{zvh}: {audit.failure}" for zvh, audit in report.audits.items() if audit.failure]
    wrong += [f"{zvh}: de herhaling wijkt af" for zvh, result in report.replays.items() if not result.same]
    return Text("Niet alles ging zoals verwacht:\n" + "\n".join(f"  - {line}" for line in wrong), style="bold red")
