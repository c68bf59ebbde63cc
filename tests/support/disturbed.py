"""Playing a case file while services are killed, or while there are several of each; beside an undisturbed play."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.happening import Happening
from levensloop.play.player import Player
from levensloop.play.report import Report
from levensloop.play.world import world
from support.mortal import Mortal, MortalWorld, Plan

CASES = Path(__file__).parents[2] / "cases"


@dataclass(frozen=True, slots=True)
class Played:
    """What a disturbed play came to: its report, what was put aside at any ZVH and why, how often each service was killed."""

    report: Report
    dead_letters: Sequence[str]
    killed: Mapping[str, int]


async def play(case: str, plan: Plan) -> Played:
    """Play `cases/<case>.yaml` on servers of its own, disturbed as planned."""
    file, kept = load_case_file(CASES / f"{case}.yaml"), dict[tuple[str, str], list[Mortal]]()
    clock = VirtualClock(file.steps[0].at)
    with tempfile.TemporaryDirectory(prefix="levensloop-") as directory:
        async with world(load_topology(file.topology), Path(directory), clock, plan.serve(kept)) as here:
            parts: dict[str, Any] = {name: getattr(here, name) for name in here.__dataclass_fields__}
            report = await Player(file, MortalWorld(**parts, mortals=kept), _unseen).play()
            letters = [letter for zvh in here.zvhs.values() for letter in await zvh.node.dead.of()]
    killed = {
        name: sum(m.killed for (_, of), mortals in kept.items() if of == name for m in mortals) for _, name in kept
    }
    return Played(report, [f"{letter.service}/{letter.policy}: {letter.reason}" for letter in letters], killed)


def _unseen(happening: Happening) -> None:
    """Nobody watches."""
