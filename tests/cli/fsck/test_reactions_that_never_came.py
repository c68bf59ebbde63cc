"""What a service had to do by itself and did not is found in the log alone: nothing in any played case, and each reaction that is taken
out of one. Pure."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from levensloop.cli.fsck.unanswered import Caused, unanswered
from levensloop.contracts.decision import Context, system
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Phase, Standing, evolve
from levensloop.infra.messaging.service import Reaction, Service
from levensloop.infra.specification import record
from levensloop.infra.working_days import is_working_day
from levensloop.play.case_file import load_case_file
from levensloop.zvh.services import CASE_SERVICES
from support.dry_run import DryRun
from support.samples.inclusion import client_died, move_announced, report_retracted, reported_case
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM

CASES = sorted((Path(__file__).parents[3] / "cases").glob("*.yaml"))
SERVICES = {service.name: service for service in CASE_SERVICES if service.reactions}


def played(path: Path) -> DryRun:
    run = DryRun(load_case_file(path))
    for step in run.file.steps:
        run.play(step)
    return run


def history(run: DryRun, zvh: str, log: Sequence[Recorded[DomainEvent]]) -> list[Caused]:
    return [Caused(recorded, run.causes.get((zvh, recorded.id), ("", None))[1]) for recorded in log]


def found(run: DryRun, zvh: str, service: str, log: Sequence[Recorded[DomainEvent]]) -> list[int]:
    def context(moment: datetime) -> Context:
        return Context(zvh, moment, system(zvh), run.organisations, is_working_day)

    known: Service[object] = SERVICES[service]  # type: ignore[assignment]
    return unanswered(known, history(run, zvh, log), context, run.now)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_in_a_played_case_nothing_is_missed(path: Path) -> None:
    run = played(path)
    assert {
        (zvh, str(case), service): places
        for (zvh, case), log in run.logs.items()
        for service in SERVICES
        if (places := found(run, zvh, service, log))
    } == {}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_reaction_that_is_not_there_is_missed(path: Path) -> None:
    """As the log stood just before it: of that event, or of a later one on which the same had to follow."""
    run, tried = played(path), 0
    for (zvh, caused), (service, event) in run.causes.items():
        log = next(log for (where, _), log in run.logs.items() if where == zvh and _at(log, caused) is not None)
        at, of = _at(log, caused), _at(log, event)
        assert at is not None
        assert of is not None
        if run.causes.get((zvh, log[at - 1].id)) == (service, event):
            continue  # not the first of what followed
        tried += 1
        missed = found(run, zvh, service, log[:at])
        assert any(place >= log[of].position for place in missed), (service, log[of].event)
    assert tried or path.stem in NOTHING_FOLLOWS


ALWAYS: Service[Any] = Service(
    "toy",
    Standing(),
    evolve,
    lambda state, command, context: [],
    reactions=(Reaction((ClientReported,), lambda state, recorded, context: [report_retracted()]),),
    acts=lambda state, me: state.phase is not Phase.DECEASED,
)
"""Reacts each time that it is asked, unless the client died."""


def owed(*events: tuple[DomainEvent, str, UUID | None]) -> list[int]:
    history = [
        Caused(record(event, place, source), because) for place, (event, source, because) in enumerate(events, 1)
    ]

    def context(moment: datetime) -> Context:
        return Context(HAAGLANDEN, moment, system(HAAGLANDEN), {}, is_working_day)

    return unanswered(ALWAYS, history, context, NOW)


REPORT, *_ = reported_case()
FIRST = record(REPORT, 1, HAAGLANDEN).id


def test_whatever_it_caused_was_an_answer_though_it_would_react_again() -> None:
    assert owed((REPORT, HAAGLANDEN, None)) == [1]
    assert owed((REPORT, HAAGLANDEN, None), (move_announced(NOW), HAAGLANDEN, FIRST)) == [1], "something else"
    assert owed((REPORT, HAAGLANDEN, None), (report_retracted(), HAAGLANDEN, None)) == [1], "of something else"
    assert owed((REPORT, HAAGLANDEN, None), (report_retracted(), HAAGLANDEN, FIRST)) == []


def test_where_it_did_not_act_by_a_later_state_nothing_is_owed() -> None:
    assert owed((REPORT, HAAGLANDEN, None), (client_died(), HAAGLANDEN, None)) == []


def test_nor_of_what_another_zvh_recorded() -> None:
    assert owed((REPORT, ROTTERDAM, None)) == []


def _at(log: Sequence[Recorded[DomainEvent]], event: UUID) -> int | None:
    return next((at for at, recorded in enumerate(log) if recorded.id == event), None)


NOTHING_FOLLOWS = frozenset({"casus-3"})
