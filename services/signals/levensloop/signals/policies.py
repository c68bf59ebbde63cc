"""What signals does by itself: what was open at a partner that is no longer there, falls to the ZVH. It activates nothing (SIG-2)."""

from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import PartnerJoined, PartnerLeft
from levensloop.infra.messaging.service import Reaction
from levensloop.signals import escalation, steps
from levensloop.signals.state import State

_TEAM_STARTS = (DirectionTransferred, PartnerJoined)
"""After a transfer what stayed behind falls to the ZVH once who carry the case joined, so that they hear of it."""

REACTIONS: tuple[Reaction[State], ...] = (
    Reaction((PartnerLeft,), steps.take_over),
    Reaction((PartnerLeft,), escalation.take_over),
    Reaction(_TEAM_STARTS, steps.take_over, imported=True),
    Reaction(_TEAM_STARTS, escalation.take_over, imported=True),
)
