"""What signals puts on the agenda: steps that nobody acknowledged yet, the end of a stay in a secure bed, the next step up."""

from collections.abc import Mapping
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.impasse import EscalationKind, EscalationLevel
from levensloop.contracts.standing import ACTIVE
from levensloop.contracts.words import WORDS
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.signals import bed_wait, release
from levensloop.signals.state import BedStatus, State


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """Each for who must act, overdue or not, for as long as it is open."""
    if state.standing.phase not in ACTIVE or state.standing.director != me:
        return []
    return [
        *_steps(state),
        *bed_wait.agenda(state, me),
        *_bed(state, me),
        *_escalations(state),
        *release.agenda(state, me),
    ]


def _steps(state: State) -> list[AgendaItem]:
    return [
        AgendaItem(
            f"stap bevestigen van scenario {activation.scenario}", step.due, step.organisation, "SIG-3", step.overdue
        )
        for activation in state.active()
        for step in activation.open_steps()
    ]


def _bed(state: State, me: str) -> list[AgendaItem]:
    bed = state.bed
    if bed is None or bed.status is not BedStatus.ADMITTED or bed.until is None:
        return []
    return [AgendaItem("terug van het beveiligde bed, of verlengen", end_of(bed.until), me, "BED-3", bed.exceeded)]


def _escalations(state: State) -> list[AgendaItem]:
    kinds, tables = WORDS[EscalationKind], WORDS[EscalationLevel]
    return [
        AgendaItem(f"{kinds.get(e.kind, e.kind)}: {tables[e.level]}", end_of(e.due), e.owner, "ESC-1", e.overdue)
        for e in state.open_escalations()
    ]
