"""A nation in small, made from a seed and played; what its ZVHs and the CLLA say afterwards."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from levensloop.cli.received import whole
from levensloop.contracts.events.monitor import FiguresDelivered
from levensloop.infra.messaging import client
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.player import Player
from levensloop.play.report import Report
from levensloop.play.world import World, world
from support.nation.deliveries import half_years
from support.nation.making import make

SEED, ZVHS, CLIENTS = 7, 5, 40
HALF_YEARS = [name for name, _ in half_years()]


@dataclass(frozen=True)
class Nation:
    """`sheet`: what was put in. `exact`: (ZVH, half-year) → the answer for the ZVH itself; `delivered`: what the CLLA got."""

    sheet: Mapping[str, Any]
    report: Report
    exact: Mapping[tuple[str, str], Mapping[str, Any]]
    delivered: Mapping[tuple[str, str], FiguresDelivered]

    @property
    def zvhs(self) -> list[str]:
        return list(self.sheet["zvhs"])


async def played(directory: Path) -> Nation:
    """Made and played in this folder; its servers end with it."""
    made = make(SEED, ZVHS, CLIENTS, directory)
    case_file = load_case_file(made.case_file)
    sheet = json.loads(made.sheet.read_text(encoding="utf-8"))
    clock = VirtualClock(case_file.steps[0].at)
    async with world(load_topology(case_file.topology), directory / "servers", clock) as here:
        report = await Player(case_file, here, lambda _: None).play()
        exact = {(zvh, name): await _figures(here, zvh, name) for zvh in sheet["zvhs"] for name in HALF_YEARS}
    delivered = {(sender, event.half_year): event for sender, event in whole(report.received["clla"], FiguresDelivered)}
    return Nation(sheet, report, exact, delivered)


async def _figures(here: World, zvh: str, half_year: str) -> Mapping[str, Any]:
    question = {"half_year": half_year, "exact": True}
    answer = await client.ask(here.clients[zvh], zvh, zvh, "monitor", "figures", question)
    assert isinstance(answer, dict), answer
    return answer
