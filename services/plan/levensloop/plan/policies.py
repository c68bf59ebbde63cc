"""What plan does by itself: who joins is asked for the label, who leaves is asked to take it out (PLN-6).

What they were to do stays: open actions of who is gone are the ZVH's from then on (PLN-4), and so is a step of the housing route (PLN-7).
"""

from collections.abc import Mapping, Sequence

from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import (
    ClientDied,
    ClientExcluded,
    PartnerJoined,
    PartnerLeft,
    ReportRetracted,
)
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Phase
from levensloop.infra.messaging.service import Reaction
from levensloop.plan.actions import hand_over, left_behind
from levensloop.plan.crisis import call_on_acute_signal
from levensloop.plan.housing import take_over as take_over_route
from levensloop.plan.labels import ask_all, withdraw
from levensloop.plan.state import State

_ENDS: Mapping[type[DomainEvent], str] = {
    ClientExcluded: "De cliënt is uitgestroomd.",
    ClientDied: "De cliënt is overleden.",
    ReportRetracted: "De melding ging over de verkeerde persoon en is ingetrokken.",
}
"""By which the label goes everywhere, with the reason."""


def ask_who_joined(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """Only once there is a plan; before that, establishing it asks everyone."""
    return ask_all(state, context) if state.standing.phase is Phase.PLANNED else []


def withdraw_who_left(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """Unless it is back by now."""
    event = recorded.event
    assert isinstance(event, PartnerLeft)
    gone = [] if state.standing.in_team(event.organisation) else [event.organisation]
    return withdraw(state, gone, "Neemt geen deel meer aan het levensloopteam.", context)


def withdraw_everywhere(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """Wherever the case ends with labels still asked for. With a report on the wrong person they stand at the wrong name."""
    return withdraw(state, state.labels, _ENDS[type(recorded.event)], context)


def take_over(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """PLN-4, ALW-1: what was the action of who left, or of the region that a case came from, is now the ZVH's.

    After a transfer once who carry the case are there, so that they hear of it.
    """
    if not state.standing.carried:
        return []
    reason = "De eigenaar zit niet meer in het levensloopteam; het Zorg- en Veiligheidshuis neemt de actie over."
    return [hand_over(action, context.me, reason, context) for action in left_behind(state, context)]


_CHANGES_HANDS = (PartnerLeft, DirectionTransferred, PartnerJoined)

REACTIONS: tuple[Reaction[State], ...] = (
    Reaction((PartnerJoined,), ask_who_joined),
    Reaction((PartnerLeft,), withdraw_who_left),
    Reaction(_CHANGES_HANDS, take_over, imported=True),
    Reaction(_CHANGES_HANDS, take_over_route, imported=True),
    Reaction((SignalRaised,), call_on_acute_signal),
    Reaction(tuple(_ENDS), withdraw_everywhere),
)
