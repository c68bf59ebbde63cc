"""When a right to a case ends, and who still hears of that. Pure (TEA-2, EXT-3, MOV-7)."""

from dataclasses import dataclass

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import PartnerLeft, ReportRetracted
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.events.third_parties import ThirdPartyAdmissionExpired, ThirdPartyAdmissionWithdrawn
from levensloop.contracts.standing import Phase, Standing, shielded


@dataclass(frozen=True, slots=True)
class Ended:
    """Whose right ended: one organisation's that left the team, or everybody's of this ZVH's (`None`)."""

    organisation: str | None = None


def ended(event: DomainEvent, before: Standing, after: Standing, me: str) -> Ended | None:
    """Whether this event ends a right to the case at the ZVH `me`; the standings are those just before and after it."""
    if shielded(after, me) and not shielded(before, me) and before.phase is not Phase.NONE:
        return Ended()
    if isinstance(
        event, ReportRetracted
    ):  # also of a case that was closed: what told of that is about the wrong person
        return Ended()
    if isinstance(event, PartnerLeft):
        return Ended(event.organisation)
    return None


def tells_the_end(event: DomainEvent, to: str) -> bool:
    """Whether this event is how `to` learns that its part in the case ended: that still goes, and what waits is not withdrawn."""
    match event:
        case LabelWithdrawn(partner=who) | PartnerLeft(organisation=who):
            return who == to
        case ThirdPartyAdmissionExpired(organisation=who) | ThirdPartyAdmissionWithdrawn(organisation=who):
            return who == to
        case DirectionTransferred() | ReportRetracted():
            return True
    return False
