"""The timers of signals: ALW-1, nothing open without a term, and an event when it is over. Only the ZVH that directs keeps them."""

from collections.abc import Sequence
from datetime import datetime

from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.standing import ACTIVE
from levensloop.signals import bed_wait, escalation, release, stay, steps
from levensloop.signals.state import State

_PARTS = (steps, bed_wait, stay, escalation, release)
"""Each has `deadlines(state)` and `expire(state, timer, context)`; a timer of another part means nothing to it."""


def deadlines(state: State, me: str) -> dict[str, datetime]:
    """None before the inclusion, after the exit, or at a ZVH that does not direct (MOV-5)."""
    if state.standing.phase not in ACTIVE or state.standing.director != me:
        return {}
    return {name: due for part in _PARTS for name, due in part.deadlines(state).items()}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """An early, late or double timer does no harm: the state tells what is over by now."""
    if timer not in deadlines(state, context.me):
        return []
    return [event for part in _PARTS for event in part.expire(state, timer, context)]
