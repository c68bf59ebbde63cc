"""What inclusion does by itself: a case that moved here gets the start of its team, an admission takes effect."""

from collections.abc import Sequence

from levensloop.contracts.calendar import day_of
from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.recorded import Recorded
from levensloop.inclusion.state import State
from levensloop.inclusion.taking_effect import proceed
from levensloop.inclusion.team import joins
from levensloop.infra.messaging.service import Reaction


def start_team(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """TEA-1, MOV-5: who carry the case here are in its team from the moment that direction moved; the rest is asked anew. Not who was
    taken out of the topology since it was named: others carry it then (`ChangeHeads`)."""
    event = recorded.event
    assert isinstance(event, DirectionTransferred)
    if event.to_zvh != context.me:
        return []
    heads, on = event.heads, day_of(event.at)
    carriers = {heads.provider: heads.coordinator, heads.municipality: heads.municipal_director}
    return [
        joins(organisation, contact, on, context)
        for organisation, contact in carriers.items()
        if organisation in context.organisations and not state.standing.in_team(organisation)
    ]


REACTIONS: tuple[Reaction[State], ...] = (
    Reaction((DirectionTransferred,), start_team, imported=True),
    Reaction((DomainEvent,), proceed),
)
