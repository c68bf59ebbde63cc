"""When a right to a case ends, and what of it still goes. Pure (TEA-2, EXT-3, MOV-7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import Grant, recipients
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import PartnerLeft, ReportRetracted
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.standing import Phase, Standing, shielded

WITHOUT_TEAM = frozenset({Grant.REPORTER, Grant.ROLE})
"""What an organisation has by these it keeps when it leaves the team (REP-2, BED-1)."""


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
        case DirectionTransferred() | ReportRetracted():
            return True
    return False


def keeps(
    event: DomainEvent, to: str, end: Ended, standing: Standing, organisations: Mapping[str, Organisation], me: str
) -> bool:
    """Whether `to` still gets what is ready for it. `standing` is how the case stands now that the right ended."""
    if tells_the_end(event, to):
        return True
    if end.organisation is None:
        return False
    granted = dict(recipients(event, standing, standing, organisations, me))
    return granted.get(to) in WITHOUT_TEAM
