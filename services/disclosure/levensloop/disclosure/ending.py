"""When a right to a case ends, and what of it still goes. Pure (TEA-2, EXT-3, MOV-7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import Grant, entitled
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import PartnerLeft, ReportRetracted
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.events.third_parties import ThirdPartyAdmissionExpired, ThirdPartyAdmissionWithdrawn
from levensloop.contracts.grounds import WITHOUT_TEAM
from levensloop.contracts.matrix.lines import matrix
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


def keeps(
    event: DomainEvent,
    to: str,
    went: Collection[Grant],
    end: Ended,
    standing: Standing,
    organisations: Mapping[str, Organisation],
    me: str,
) -> bool:
    """Whether `to` still gets what is ready for it, made ready by the memberships `went`. `standing` is how the case stands now that
    the right ended. What waits is one view: it stays only when all of it may still go."""
    if tells_the_end(event, to):
        return True
    if end.organisation is None:
        return False
    held = dict(entitled(event, standing, standing, organisations, me)).get(to, frozenset()) & WITHOUT_TEAM
    name, role = kebab(type(event).__name__), organisations[to].role
    kept = matrix().given(name, role, held)
    return bool(kept) and matrix().given(name, role, went).keys() <= kept.keys()
