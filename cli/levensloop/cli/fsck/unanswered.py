"""Events on which a service had to do something by itself, and did nothing. Pure.

A service reacts to an event when it comes to it, by the case as it is then, so with some of the later events too. Whichever those were:
where in each of these states something would have followed, and nothing of that did, it never looked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.infra.messaging.reactions import follows, reactions_to
from levensloop.infra.messaging.service import Service

ContextAt = Callable[[datetime], Context]


@dataclass(frozen=True, slots=True)
class Caused:
    """An event of the log, and the event that caused it, where one did."""

    recorded: Recorded[DomainEvent]
    because: UUID | None = None


def unanswered(service: Service[Any], history: Sequence[Caused], context: ContextAt, now: datetime) -> list[int]:
    """Their places. `history`: all of the case; `context`: of a moment, of which `now` is the last."""
    came: dict[UUID, set[type[DomainEvent]]] = {}
    for one in history:
        if one.because is not None:
            came.setdefault(one.because, set()).add(type(one.recorded.event))
    found, state = list[int](), service.initial
    for at, one in enumerate(history):
        state = service.evolve(state, one.recorded)
        if reactions_to(service, one.recorded, context(one.recorded.time).me) and _owed(
            service, state, history[at:], came.get(one.recorded.id, set()), context, now
        ):
            found.append(one.recorded.position)
    return found


def _owed(
    service: Service[Any],
    state: Any,
    rest: Sequence[Caused],
    came: set[type[DomainEvent]],
    context: ContextAt,
    now: datetime,
) -> bool:
    """`state`: just after the first of `rest`, which is the event; `came`: the kinds of events that it caused."""
    event = rest[0].recorded
    for at, one in enumerate(rest):
        if at:
            state = service.evolve(state, one.recorded)
        until = rest[at + 1].recorded.time if at + 1 < len(rest) else now
        for moment in {one.recorded.time, until}:
            events = follows(service, state, event, context(moment))
            if not events or came & {type(each) for each in events}:
                return False
    return True
