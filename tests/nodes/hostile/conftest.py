"""A demo network with everything at work, a case that is played in it, and insiders who meanwhile try whatever they can."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from nodes.hostile.insider import Insider, tries_everything

from levensloop.contracts import subjects
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.player import Player
from levensloop.play.report import Report
from levensloop.play.world import World, world

CASE_FILE = Path(__file__).parents[3] / "cases" / "casus-7.yaml"

HOSTILE = (
    "om-haaglanden",
    "reclassering-haaglanden",
    "levensloopaanbieder-haaglanden",
    "gemeente-den-haag",
    "woonpartner-haagzicht",
    "politie-haaglanden",
    "crisisdienst-haaglanden",
    "om-rotterdam",
    "zvh-rotterdam",
    "clla",
    "lcbb",
)
"""Partners in the team and outside it, with a node and without, another region's, another ZVH, national ones."""


@dataclass(frozen=True, slots=True)
class Siege:
    """What is left when the case was played and the insiders are done."""

    world: World
    report: Report
    insiders: list[Insider]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def siege(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Siege]:
    case_file = load_case_file(CASE_FILE)
    clock = VirtualClock(case_file.steps[0].at)
    async with world(load_topology(case_file.topology), tmp_path_factory.mktemp("siege"), clock) as here:
        play = asyncio.create_task(Player(case_file, here, lambda _: None).play())
        insiders = await asyncio.gather(*(tries_everything(here.network, org) for org in HOSTILE))
        yield Siege(here, await play, insiders)


async def last_event(siege: Siege) -> int:
    """Where the last event stands in the log of Haaglanden when nothing is on its way. Beyond it services keep how far they came."""
    await siege.world.settled()
    last = await siege.world.zvhs["zvh-haaglanden"].node.log.store.last(subjects.ALL_EVENTS)
    assert last is not None
    return last.seq
