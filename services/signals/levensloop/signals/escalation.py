"""ESC-1: up from table to table, each step with an owner, a last day and an outcome; it ends only by an outcome."""

from collections.abc import Sequence
from datetime import datetime

from levensloop.contracts.admission import PROCESS_DIRECTOR
from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.signals import EndEscalation, RaiseEscalation, StartEscalation
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import (
    EscalationEnded,
    EscalationOverdue,
    EscalationRaised,
    EscalationReassigned,
    EscalationStarted,
)
from levensloop.contracts.impasse import EscalationLevel
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.terms import ESCALATION, ESCALATION_LONGEST
from levensloop.contracts.turn import no_last_day, no_owner
from levensloop.contracts.words import WORDS
from levensloop.signals.escalated import Escalation
from levensloop.signals.state import State

_TABLES = WORDS[EscalationLevel]


def start(state: State, command: StartEscalation, context: Context) -> Decision:
    """At the case table, by whoever in the team sees it. Others may run beside it."""
    due = command.due or context.due(ESCALATION)
    if refusal := no_owner("ESC-1", command.owner, state.standing, context) or no_last_day(
        "ESC-1", due, ESCALATION_LONGEST, context
    ):
        return refusal
    return [
        EscalationStarted(
            at=context.now,
            by=context.by,
            escalation=len(state.escalations) + 1,
            kind=command.kind,
            level=EscalationLevel.CASE_TABLE,
            owner=command.owner,
            due=due,
            reason=command.reason,
        )
    ]


def escalate(state: State, command: RaiseEscalation, context: Context) -> Decision:
    """Higher, or to the same table once more, by who owns the step or the procesregisseur. Who skips tables says why."""
    escalation = _open(state, command.escalation)
    if isinstance(escalation, Refusal):
        return escalation
    if not _chairs(context) and context.by.organisation != escalation.owner:
        return refuse(
            "ESC-1",
            f"Dit kan alleen {escalation.owner}, die aan zet is, of de procesregisseur.",
            owner=escalation.owner,
        )
    due = command.due or context.due(ESCALATION)
    refusal = (
        _route(escalation, command)
        or no_owner("ESC-1", command.owner, state.standing, context)
        or no_last_day("ESC-1", due, ESCALATION_LONGEST, context)
    )
    if refusal is not None:
        return refusal
    if command.outcome is None:
        return refuse("ESC-1", f"Zeg wat de {_TABLES[escalation.level]} heeft opgeleverd.", field="outcome")
    return [
        EscalationRaised(
            at=context.now,
            by=context.by,
            escalation=escalation.number,
            from_level=escalation.level,
            outcome=command.outcome,
            level=command.level,
            skipped_because=command.skipped_because,
            owner=command.owner,
            due=due,
        )
    ]


def end(state: State, command: EndEscalation, context: Context) -> Decision:
    """By the procesregisseur, with what came of it."""
    escalation = _open(state, command.escalation)
    if isinstance(escalation, Refusal):
        return escalation
    if command.outcome is None:
        return refuse("ESC-1", "Een escalatie eindigt alleen met een uitkomst.", field="outcome")
    return [
        EscalationEnded(
            at=context.now,
            by=context.by,
            escalation=escalation.number,
            level=escalation.level,
            outcome=command.outcome,
        )
    ]


def deadlines(state: State) -> dict[str, datetime]:
    """One timer per open escalation: when the last day of its step is over, unless that was said already."""
    return {_timer(e): end_of(e.due) for e in state.open_escalations() if not e.overdue}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """Overdue, once per step; the step stays with its owner until it is raised or ended."""
    return [
        EscalationOverdue(at=context.now, by=context.by, escalation=e.number, level=e.level, owner=e.owner, due=e.due)
        for e in state.open_escalations()
        if _timer(e) == timer and not e.overdue and end_of(e.due) <= context.now
    ]


def take_over(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """ALW-1: who left the team, or stayed behind in the old region, owns no step: the ZVH does, with a new term."""
    return [
        EscalationReassigned(
            at=context.now,
            by=context.by,
            escalation=e.number,
            level=e.level,
            from_organisation=e.owner,
            owner=context.me,
            due=context.due(ESCALATION),
        )
        for e in state.open_escalations()
        if state.standing.carried and e.owner != context.me and not state.standing.in_team(e.owner)
    ]


def _open(state: State, number: int) -> Escalation | Refusal:
    escalation = state.escalations.get(number)
    if escalation is None or escalation.ended:
        return refuse("ESC-1", f"Er loopt geen escalatie met nummer {number}.", field="escalation")
    return escalation


def _chairs(context: Context) -> bool:
    return context.mine and context.by.functionary == PROCESS_DIRECTOR


def _route(escalation: Escalation, command: RaiseEscalation) -> Refusal | None:
    up = command.level.height - escalation.level.height
    if up < 0:
        now = _TABLES[escalation.level]
        return refuse("ESC-1", f"De escalatie is al bij de {now}; terug naar een lagere tafel kan niet.", field="level")
    if up > 1 and command.skipped_because is None:
        return refuse("ESC-1", "Zeg waarom tafels worden overgeslagen.", field="skipped_because")
    return None


def _timer(escalation: Escalation) -> str:
    return f"escalation-{escalation.number}"
