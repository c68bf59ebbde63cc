"""The timers of inclusion, and what people must do before they go off (ALW-1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.inclusion import postpone, term_of_admission
from levensloop.inclusion.state import State
from levensloop.infra.messaging.agenda import AgendaItem


def deadlines(state: State, me: str) -> dict[str, datetime]:
    """Of a postponed inclusion, or of third parties: never both, since they are of different phases."""
    return postpone.deadlines(state, me) | term_of_admission.deadlines(state, me)


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """A timer of the other means nothing to either."""
    return [*postpone.expire(state, timer, context), *term_of_admission.expire(state, timer, context)]


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """Of both."""
    return [*postpone.agenda(state, running, me), *term_of_admission.agenda(state, running, me)]
