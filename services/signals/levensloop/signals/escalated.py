"""The escalations of a case: at which table, whose step it is, before when (ESC-1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import signals
from levensloop.contracts.impasse import EscalationKind, EscalationLevel


@dataclass(frozen=True, slots=True)
class Escalation:
    """One escalation. `due` is the last day of the step at this table, `overdue` that it passed; open until it `ended`."""

    number: int
    kind: EscalationKind
    level: EscalationLevel
    owner: str
    due: date
    overdue: bool = False
    ended: bool = False


Escalations = Mapping[int, Escalation]
"""By number, those that ended included."""


def evolve(escalations: Escalations, event: DomainEvent) -> Escalations:
    """The escalations after one more event of the case."""
    match event:
        case signals.EscalationStarted(escalation=number) as new:
            started = Escalation(number, new.kind, new.level, new.owner, new.due)
            return {**escalations, number: started}
        case signals.EscalationRaised(escalation=number, level=level, owner=owner, due=due) if number in escalations:
            return _with(escalations, number, level=level, owner=owner, due=due, overdue=False)
        case signals.EscalationReassigned(escalation=number, owner=owner, due=due) if number in escalations:
            return _with(escalations, number, owner=owner, due=due, overdue=False)
        case signals.EscalationOverdue(escalation=number) if number in escalations:
            return _with(escalations, number, overdue=True)
        case signals.EscalationEnded(escalation=number) if number in escalations:
            return _with(escalations, number, ended=True)
    return escalations


def _with(escalations: Escalations, number: int, **changes: object) -> Escalations:
    return {**escalations, number: replace(escalations[number], **changes)}  # type: ignore[arg-type]
