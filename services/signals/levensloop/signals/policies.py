"""What signals does by itself: what was open at a partner that is no longer there, falls to the ZVH. It activates nothing (SIG-2)."""

from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.infra.messaging.service import Reaction
from levensloop.signals import escalation, steps
from levensloop.signals.state import State

REACTIONS: tuple[Reaction[State], ...] = (
    Reaction((PartnerLeft,), steps.take_over),
    Reaction((PartnerLeft,), escalation.take_over),
    Reaction((DirectionTransferred,), steps.take_over, imported=True),
    Reaction((DirectionTransferred,), escalation.take_over, imported=True),
)
