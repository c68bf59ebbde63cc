"""What a replay keeps of a case grows with what there is to show of it, and not with how much happened: also where a service would know
every event for the commands that may come."""

import gc
import tracemalloc
from uuid import UUID, uuid4

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.recorded import Recorded
from levensloop.infra.specification import record
from levensloop.zvh.replay import Replay, replay, states
from levensloop.zvh.services import CASE_SERVICES
from support.forged_lines import INFORMED
from support.samples.disclosure import condition_set, consented_case, objected, picture
from support.samples.inclusion import client_died
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, PROVIDER, actor
from support.sealed_log import SealedLog

CASE = uuid4()
MANY = 1_000
A_FEW = 100.0
"""Bytes an event: what is kept once, and the measuring itself, come to some 30. To know of each event what it has took some 400."""


def informed(count: int, first: int) -> list[Recorded[DomainEvent]]:
    return [record(INFORMED, first + at, HAAGLANDEN, CASE) for at in range(count)]


def test_of_many_more_events_nothing_more_is_kept() -> None:
    found = Replay(HAAGLANDEN)
    for recorded in [record(event, at, HAAGLANDEN, CASE) for at, event in enumerate(planned_case(), 1)]:
        found.take(recorded)
    for recorded in informed(MANY, 100):  # what is made once is made by now
        found.take(recorded)
    more = informed(MANY, 100 + MANY)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for recorded in more:
            found.take(recorded)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.events == len(planned_case()) + 2 * MANY
    assert (after - before) / MANY < A_FEW


def corrected(event: UUID) -> DatumRectified:
    return DatumRectified(
        at=NOW,
        by=actor(PROVIDER),
        event=event,
        field="manner",
        reason="Het was een ander.",
        new_guidance="telefonisch",
    )


@pytest.mark.parametrize(
    "events",
    [
        planned_case(),
        (*consented_case(), picture(), condition_set(), objected(), client_died()),
        (*planned_case(), INFORMED, corrected(UUID(int=0)), INFORMED, corrected(uuid4())),
    ],
    ids=["a plan", "what stands in the way", "what was wrong"],
)
async def test_it_shows_what_a_service_that_keeps_it_all_shows(events: tuple[DomainEvent, ...]) -> None:
    log, named = SealedLog(), UUID(int=0)
    for event in events:
        if isinstance(event, DatumRectified) and event.event == named:  # of the one before it, as a person would
            (*_, last), _ = await log.log.what_opens(CASE)
            event = corrected(last.id)
        await log.given(CASE, event)
    whole, lines = await log.log.what_opens(CASE)
    found = (await replay(log.log, HAAGLANDEN)).cases[CASE]
    assert lines == ()
    assert found.now.views() == states(whole)
    kinds = [one["kind"] for one in found.now.views()["disclosure.corrections"]["corrections"]]
    assert kinds == (["ClientInformed", None] if any(isinstance(e, DatumRectified) for e in events) else [])


def test_a_state_that_changes_nothing_by_an_event_is_the_same_one() -> None:
    """So that what did not happen to a case costs nothing, in time or in memory."""
    for service in CASE_SERVICES:
        recorded = [record(event, at, HAAGLANDEN, CASE) for at, event in enumerate(planned_case(), 1)]
        state = service.initial
        for each in recorded:
            state = service.evolve(state, each)
        told = record(INFORMED, 99, HAAGLANDEN, CASE)
        if service.name in ("inclusion", "plan", "signals"):
            assert service.evolve(state, told) is state, service.name
