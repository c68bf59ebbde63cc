"""ALW-1: what runs is on the agenda of the ZVH that directs, for an organisation that exists; after every step of every played case."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from levensloop.contracts.standing import CLOSED, Phase
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.messaging.service import Service
from levensloop.play.case_file import load_case_file
from levensloop.zvh.services import CASE_SERVICES
from support.dry_run import DryRun

CASES = sorted((Path(__file__).parents[3] / "cases").glob("*.yaml"))


def directed(run: DryRun) -> Iterator[tuple[str, list[tuple[Service[Any], Any]]]]:
    """Every open case at the ZVH that directs it: the state that each service has of it."""
    for (zvh, _), log in run.logs.items():
        states = [(service, functools.reduce(service.evolve, log, service.initial)) for service in CASE_SERVICES]
        standing = states[0][1].standing
        if standing.director == zvh and standing.phase not in {Phase.NONE, *CLOSED}:
            yield zvh, states


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_alw_1_an_open_case_has_an_agenda_with_everything_that_runs(path: Path) -> None:
    run = DryRun(load_case_file(path))
    seen = 0
    for step in run.file.steps:
        run.play(step)
        for zvh, states in directed(run):
            items: list[AgendaItem] = []
            for service, state in states:
                running = service.deadlines(state, zvh)
                own = service.agenda(state, running, zvh)
                assert set(running.values()) <= {item.due for item in own}, f"step {step.number}: {service.name}"
                items.extend(own)
            assert items, f"step {step.number}: nothing has to be done in an open case"
            assert {item.owner for item in items} <= set(run.organisations)
            seen += 1
    assert seen
