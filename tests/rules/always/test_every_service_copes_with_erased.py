"""A case of which one supplier's data or all is destroyed: every service folds it, keeps its terms, and shows what is gone as gone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from rich.console import Console

from levensloop.cli.case.page import case_page
from levensloop.contracts.codec import decode
from levensloop.contracts.envelope import CloudEvent, source_of
from levensloop.contracts.erased import ERASED, GONE
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.plan import plan_document
from levensloop.infra.secrecy.personal import personal_leaves
from levensloop.play.case_file import load_case_file
from levensloop.zvh.services import CASE_SERVICES
from support.dry_run import DryRun

CASES = sorted((Path(__file__).parents[3] / "cases").glob("*.yaml"))
Log = list[Recorded[DomainEvent]]


@cache
def played(path: Path) -> DryRun:
    run = DryRun(load_case_file(path))
    for step in run.file.steps:
        run.play(step)
    return run


def erased(recorded: Recorded[DomainEvent], supplier: str | None) -> Recorded[DomainEvent]:
    """The event after this supplier's key, or every key, was destroyed."""
    event = recorded.event
    data = event.model_dump(mode="json")
    for leaf in list(personal_leaves(type(event), data)):
        if supplier in (None, leaf.supplier):
            leaf.holder[leaf.name] = GONE
    source, kind = source_of("0" * 20, "zvh"), event.wire_name()
    envelope = CloudEvent(id=uuid4(), source=source, type=kind, subject=recorded.case, time=recorded.time, data=data)
    return replace(recorded, event=decode(envelope))


def histories(run: DryRun) -> Iterator[tuple[str, UUID, Log]]:
    for (zvh, case), log in run.logs.items():
        for supplier in [None, *sorted({recorded.event.by.organisation for recorded in log})] if log else []:
            for length in {len(log), len(log) // 2, len(log) // 4} if supplier is None else {len(log)}:
                yield zvh, case, [erased(recorded, supplier) for recorded in log[: length or 1]]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_destroyed_shows_and_breaks_nothing(path: Path, recwarn: pytest.WarningsRecorder) -> None:
    run = played(path)
    shown = 0
    for zvh, case, log in histories(run):
        seen: dict[str, Any] = {"agenda": []}
        for service in CASE_SERVICES:
            state = service.initial
            for recorded in log:
                state = service.evolve(state, recorded)
            running = service.deadlines(state, zvh)
            list(service.agenda(state, running, zvh))
            for name, rows in service.lists.items():
                json.dumps(list(rows(state, zvh))), name
            for name, view in service.views.items():
                seen[f"{service.name}.{name}"] = json.loads(json.dumps(view(state)))
        shown += json.dumps(seen).count(ERASED)
        console = Console(quiet=True)
        for part in case_page(str(case), seen, {}, {o.id: o.role for o in run.organisations.values()}):
            console.print(part)
        for document in (plan_document(log), exclusion_document(log)):
            assert document is not None
    assert shown
    assert not recwarn.list
