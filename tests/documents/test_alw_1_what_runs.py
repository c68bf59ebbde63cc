"""ALW-1: the transfer dossier tells what runs and waits for somebody, and no longer what ended."""

from datetime import date
from typing import Any

import pytest
from documents.given import excluded, with_plan
from documents.reading import logged
from hypothesis import given as drawn
from hypothesis import strategies as st

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import plan, signals
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel
from levensloop.contracts.roles import Role
from levensloop.documents.model import Paragraph, Table
from levensloop.documents.running import running
from support.samples.signals import bed_assigned, bed_requested, time_out_activated
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, NOW, POLITIE, PROVIDER, actor

DAY = date(2026, 3, 9)


def event(made: type[DomainEvent], /, **data: Any) -> DomainEvent:
    return made(at=NOW, by=actor(PROVIDER), **data)


def rows(*events: DomainEvent) -> list[str]:
    """Each row as one text."""
    [block] = running(logged(*events, after=with_plan())).blocks
    return [" | ".join(row) for row in block.rows] if isinstance(block, Table) else []


def confirmed(who: str) -> DomainEvent:
    return event(signals.ScenarioStepAcknowledged, activation=1, scenario="time-out", organisation=who)


ENDED = event(signals.ScenarioEnded, activation=1, scenario="time-out", outcome="Rust.")
ESCALATED = event(
    signals.EscalationStarted,
    escalation=1,
    kind=EscalationKind.HOMELESSNESS,
    level=EscalationLevel.CASE_TABLE,
    owner=GEMEENTE,
    due=DAY,
    reason="Staat op straat.",
)
RAISED = event(
    signals.EscalationRaised,
    escalation=1,
    from_level=EscalationLevel.CASE_TABLE,
    outcome="Geen plek.",
    level=EscalationLevel.NATIONAL_DESK,
    owner=HAAGLANDEN,
    due=DAY,
)
STUCK = event(
    signals.BottleneckRecorded, bottleneck=1, category=BottleneckCategory.NO_SUITABLE_PLACE, text="Nergens plek."
)
CRISIS = event(plan.CrisisConferenceCalled, conference=1, reason="Brand.", due=DAY)
ADMITTED = event(signals.AdmittedToSecureBed, level=3, clinic="De Duinen", until=DAY, home_kept="Ja.")


def test_nothing_runs() -> None:
    assert rows() == []


def test_sig_3_a_scenario_with_the_steps_that_wait() -> None:
    found = rows(*time_out_activated(), confirmed(CRISISDIENST))
    assert len(found) == 3, "the scenario and two steps"
    assert found[0].startswith("Scenario time-out: Het gaat mis.")
    assert not [row for row in found if CRISISDIENST in row]


def test_sig_3_a_step_that_fell_to_the_zvh() -> None:
    taken = event(
        signals.ScenarioStepReassigned,
        activation=1,
        scenario="time-out",
        from_organisation=POLITIE,
        organisation=HAAGLANDEN,
        role=Role.POLITIE,
        step="Staat klaar voor vervoer.",
        if_fails="Meldkamer.",
        due=NOW,
    )
    found = rows(*time_out_activated(), taken)
    assert len(found) == 4
    assert [row for row in found if "vervoer" in row and HAAGLANDEN in row]


def test_bed_1_where_the_bed_is() -> None:
    assert rows(bed_requested()) == [f"Beveiligd bed, niveau 3 | {PROVIDER} | gevraagd op 2 februari 2026"]
    assert "Kliniek De Duinen" in rows(bed_requested(), bed_assigned())[0]
    longer = event(signals.SecureBedStayExtended, until=date(2026, 4, 1), reason="Nog niet stabiel.")
    assert "verlengd, uiterlijk tot 1 april 2026" in rows(bed_requested(), ADMITTED, longer)[0]


def test_bed_1_what_is_withdrawn_runs_no_more() -> None:
    withdrawn = event(signals.SecureBedRequestWithdrawn, reason="Hij wil vrijwillig worden opgenomen.")
    assert rows(bed_requested(), withdrawn) == []


def test_esc_1_at_which_table_it_is_and_whose_it_is() -> None:
    assert GEMEENTE in rows(ESCALATED)[0]
    [row] = rows(ESCALATED, RAISED)
    assert f"| {HAAGLANDEN} |" in row
    assert "9 maart 2026" in row


def test_ext_3_in_a_closed_case_nothing_runs() -> None:
    decided = excluded()[-1].event
    [block] = running(logged(*time_out_activated(), decided, after=with_plan())).blocks
    assert isinstance(block, Paragraph)
    assert "afgesloten" in block.text


OPENED_AND_CLOSED: dict[str, tuple[tuple[DomainEvent, ...], DomainEvent]] = {
    "SIG-3": (time_out_activated(), ENDED),
    "BED-1": ((bed_requested(), ADMITTED), event(signals.ReleasedFromSecureBed, destination="Naar huis.")),
    "REV-3": (
        (CRISIS,),
        event(plan.CrisisConferenceHeld, conference=1, participants=(PROVIDER,), agreements="Elke dag bellen."),
    ),
    "ESC-1": (
        (ESCALATED, RAISED),
        event(signals.EscalationEnded, escalation=1, level=EscalationLevel.NATIONAL_DESK, outcome="Er is een plek."),
    ),
    "BTL-1": ((STUCK,), event(signals.BottleneckResolved, bottleneck=1, resolution="Toch een plek.")),
}


@pytest.mark.parametrize("rule", OPENED_AND_CLOSED)
def test_what_ended_runs_no_more(rule: str) -> None:
    opened, closed = OPENED_AND_CLOSED[rule]
    assert rows(*opened)
    assert rows(*opened, closed) == []


@drawn(st.lists(st.sampled_from([e for opened, closed in OPENED_AND_CLOSED.values() for e in (*opened, closed)])))
def test_no_order_of_events_breaks_it(events: list[DomainEvent]) -> None:
    rows(*events)
