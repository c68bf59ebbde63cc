"""docs/lifecycle.md draws what the code does: phases and their events, commands per phase, the secure bed, the move."""

import re
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

from docs.reading import names, page, rows, section

from levensloop.contracts import dutch, registry
from levensloop.contracts.admission import ADMISSION
from levensloop.contracts.commands import signals as bed_commands
from levensloop.contracts.decision import Context
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.events import handover, inclusion, plan
from levensloop.contracts.impasse import EscalationLevel
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.standing import CLOSED, Phase, Standing, evolve
from levensloop.contracts.vocabulary import TriageOutcome
from levensloop.signals.service import signals
from levensloop.signals.state import Bed, BedStatus, State
from support.samples.world import HAAGLANDEN, ORGANISATIONS, PROVIDER, actor

LIFECYCLE = page("lifecycle.md")
NOW = datetime(2026, 1, 5, tzinfo=UTC)
Edges = set[tuple[str, str, str]]


def drawn(heading: str) -> Edges:
    """(from, to, event) of the drawing below a heading."""
    arrows = re.findall(r"^  (\S+) --> (\S+?)(?:: (\w+).*)?$", section(LIFECYCLE, heading), flags=re.M)
    return {(a.replace("_", "-"), b.replace("_", "-"), event) for a, b, event in arrows}


# What each command that decides on the phase may record, with the fields that the phase follows from.
DECIDES: dict[str, list[DomainEvent]] = {
    "ReportClient": [inclusion.ClientReported.model_construct(by=actor("politie-haaglanden"))],
    "AssessPurpose": [inclusion.PurposeAssessed.model_construct(fits=fits) for fits in (True, False)],
    "ConcludeTriage": [inclusion.TriageConcluded.model_construct(outcome=outcome) for outcome in TriageOutcome],
    "IncludeClient": [inclusion.ClientIncluded.model_construct(included_on=None, heads=None)],
    "PostponeInclusion": [inclusion.InclusionPostponed.model_construct()],
    "CompletePostponedAction": [inclusion.InclusionResumed.model_construct()],
    "DeclineInclusion": [inclusion.InclusionDeclined.model_construct()],
    "EstablishPlan": [plan.PlanEstablished.model_construct()],
    "RecordDeath": [inclusion.ClientDied.model_construct()],
    "RetractReport": [inclusion.ReportRetracted.model_construct()],
    "ExcludeClient": [inclusion.ClientExcluded.model_construct()],
}

# What a command never records in a phase in which it is taken: a late action done on the table brings back nothing (INC-3).
NOT_THERE = {(Phase.INCLUSION_TABLE, inclusion.InclusionResumed)}


def _after(phase: Phase, event: DomainEvent) -> Phase:
    recorded = Recorded(event, UUID(int=1), UUID(int=2), HAAGLANDEN, NOW, 1, "00")
    return evolve(Standing(phase=phase, director=HAAGLANDEN), recorded).phase


def test_the_phases_are_drawn_as_the_events_lead_to_them() -> None:
    real: Edges = {
        (phase.value, _after(phase, event).value, type(event).__name__)
        for name, events in DECIDES.items()
        for phase in ADMISSION[registry.COMMANDS[name]].phases
        for event in events
        if (phase, type(event)) not in NOT_THERE
    }
    ends = {("[*]", Phase.NONE.value, "")} | {(phase.value, "[*]", "") for phase in CLOSED}
    assert drawn("Phases") == real | ends


def test_every_phase_is_in_the_table_as_users_read_it() -> None:
    table = {row[0].strip("`"): row[1:] for row in rows(section(LIFECYCLE, "Phases"))}
    assert list(table) == [phase.value for phase in Phase]
    for phase in Phase:
        assert table[phase.value][0] == dutch.PHASES[phase]
        assert (table[phase.value][2] == "yes") is (phase in CLOSED)
    entered: dict[str, set[str]] = {}
    for _, to, event in drawn("Phases"):
        if event:
            entered.setdefault(to, set()).add(event)
    assert {name: names(cells[1]) for name, cells in table.items() if name in entered} == entered


def test_every_command_is_in_the_table_with_its_phases_and_rule() -> None:
    table = {row[0].strip("`"): row[1:] for row in rows(section(LIFECYCLE, "Commands"))}
    assert set(table) == set(registry.COMMANDS)
    for name, (phases, records, rule) in table.items():
        row = ADMISSION[registry.COMMANDS[name]]
        assert set(phases.split(", ")) == {phase.value for phase in row.phases}, name
        assert rule == row.rule, name
        assert names(records) <= {event.__name__ for event in registry.EVENTS.values()}, name


def test_every_event_is_on_the_page() -> None:
    assert {event.__name__ for event in registry.EVENTS.values()} <= names(LIFECYCLE) | {
        event for heading in ("Phases", "The secure bed", "The move to another ZVH") for *_, event in drawn(heading)
    }


BED: list[CommandData] = [
    bed_commands.RequestSecureBed(level=3, longest_stay_days=42, crisis=True, reason="Rust nodig."),
    bed_commands.WaitlistSecureBed(),
    bed_commands.WithdrawSecureBedRequest(reason="Niet meer nodig."),
    bed_commands.AssignSecureBed(level=3, clinic="Kliniek"),
    bed_commands.AdmitToSecureBed(home_kept="Kamer blijft vrij."),
    bed_commands.ExtendSecureBedStay(until=NOW.date(), reason="Nog niet veilig."),
    bed_commands.ReleaseFromSecureBed(destination="Naar huis."),
]


def test_the_secure_bed_is_drawn_as_signals_decides_it() -> None:
    context = Context(HAAGLANDEN, NOW, actor(PROVIDER), {o.id: o for o in ORGANISATIONS})
    real: Edges = set()
    for status in (None, *BedStatus):
        before = State(bed=Bed(status, 3, 42, crisis=True, clinic="Kliniek") if status else None)
        for command in BED:
            decision = signals.decide(before, command, context)
            if not isinstance(decision, Refusal):
                (event,) = decision
                after = signals.evolve(before, Recorded(event, UUID(int=1), UUID(int=2), HAAGLANDEN, NOW, 1, "00"))
                to = after.bed.status.value if after.bed else "[*]"
                real.add((status.value if status else "[*]", to, type(event).__name__))
    assert drawn("The secure bed") == real


def test_the_move_is_drawn_with_every_event_of_it() -> None:
    real = {kind.__name__ for kind in registry.EVENTS.values() if kind.__module__ == handover.__name__}
    assert {event for *_, event in drawn("The move to another ZVH") if event} == real


def test_the_escalation_is_drawn_in_the_order_of_its_tables() -> None:
    levels = [level.value for level in EscalationLevel]
    ups = {(lower, higher, "EscalationRaised") for lower, higher in pairwise(levels)}
    assert drawn("Escalation") == ups | {
        ("[*]", levels[0], "EscalationStarted"),
        (levels[-1], "[*]", "EscalationEnded"),
    }
