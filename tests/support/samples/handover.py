"""The same fictional client moves from Haaglanden to Rotterdam."""

from datetime import date

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.handover import AcceptHandover, AnnounceMove, HoldJointMeeting
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    CaseReleased,
    CaseStreamReceived,
    DirectionTransferred,
    HandoverAccepted,
    IdentityAnswered,
    IdentityPresented,
    JointMeetingHeld,
    SupplierAgreed,
    SupplierAgreementAsked,
)
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.handover.manifest import Link
from levensloop.handover.service import handover
from levensloop.infra.specification import Given, given
from support.samples.inclusion import ROTTERDAM_HEADS, SAMPLE_PERSON, SAMPLE_TEAM, move_announced
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    ROTTERDAM,
    actor,
    amsterdam,
    at_haaglanden,
)

ANNOUNCED_AT = NOW
HANDED_OVER_AT = amsterdam(2026, 3, 2)

SAMPLE_ANNOUNCEMENT = AnnounceMove(
    to_zvh=ROTTERDAM, reason="Gaat bij zijn zus in Rotterdam wonen.", planned_on=date(2026, 3, 1)
)
SAMPLE_ACCEPTANCE = AcceptHandover(heads=ROTTERDAM_HEADS)
SAMPLE_MEETING = HoldJointMeeting(
    participants=(HAAGLANDEN, ROTTERDAM, PROVIDER, ROTTERDAM_HEADS.provider),
    agreements="De coördinator uit Den Haag gaat de eerste drie maanden mee.",
)

TRANSFER: tuple[type[DomainEvent], ...] = (*[LabelWithdrawn] * len(SAMPLE_TEAM), DirectionTransferred)
"""What the transfer of a planned case records: first every label of the old region out (MOV-7)."""


ANSWER_BEFORE = date(2026, 2, 9)
"""Five working days after the announcement."""


def presented(move: int = 1, from_zvh: str = HAAGLANDEN, to_zvh: str = ROTTERDAM) -> IdentityPresented:
    """Who moves; Rotterdam is asked whether it knows him."""
    return IdentityPresented(
        at=NOW,
        by=actor(from_zvh, CHAIR),
        move=move,
        from_zvh=from_zvh,
        to_zvh=to_zvh,
        person=SAMPLE_PERSON,
        due=ANSWER_BEFORE,
    )


def answered(move: int = 1, hit: bool = False, by: str = ROTTERDAM, from_zvh: str = HAAGLANDEN) -> IdentityAnswered:
    """Rotterdam looked."""
    return IdentityAnswered(at=NOW, by=actor(by, CHAIR), move=move, from_zvh=from_zvh, hit=hit)


def supplier_asked(supplier: str = POLITIE, owner: str | None = None, move: int = 1) -> SupplierAgreementAsked:
    """May what it supplied go to Rotterdam."""
    return SupplierAgreementAsked(
        at=NOW,
        by=actor(HAAGLANDEN, "systeem"),
        move=move,
        supplier=supplier,
        owner=owner or supplier,
        to_zvh=ROTTERDAM,
        categories=(Category.HEALTH, Category.POLICE),
        due=ANSWER_BEFORE,
    )


def supplier_agreed(supplier: str = POLITIE, move: int = 1) -> SupplierAgreed:
    """It may."""
    return SupplierAgreed(at=NOW, by=actor(supplier), move=move, supplier=supplier)


def released(move: int = 1, from_zvh: str = HAAGLANDEN, to_zvh: str = ROTTERDAM) -> CaseReleased:
    """From here on the case travels."""
    by = actor(from_zvh, "systeem")
    return CaseReleased(at=NOW, by=by, move=move, from_zvh=from_zvh, to_zvh=to_zvh, suppliers=(POLITIE,))


def received(link: Link, move: int = 1) -> CaseStreamReceived:
    """Rotterdam has the case up to here."""
    return CaseStreamReceived(
        at=NOW, by=actor(ROTTERDAM, "systeem"), move=move, from_zvh=HAAGLANDEN, count=link.count, digest=link.digest
    )


def accepted(move: int = 1) -> HandoverAccepted:
    """Rotterdam is ready to direct."""
    return HandoverAccepted(at=NOW, by=actor(ROTTERDAM, CHAIR), move=move, heads=ROTTERDAM_HEADS)


def joint_meeting(by: str = HAAGLANDEN, move: int = 1) -> JointMeetingHeld:
    """Both teams met."""
    return JointMeetingHeld(at=NOW, by=actor(by, CHAIR), move=move, **dict(SAMPLE_MEETING))


def announced_at_haaglanden() -> Given:
    """The move was announced and the identity presented, in the log of the ZVH that hands over."""
    return at_haaglanden(handover, *planned_case(), move_announced(ANNOUNCED_AT), presented())


def presented_at_rotterdam() -> Given:
    """All that the ZVH that receives has by then."""
    there = given(handover, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    return there.and_given(presented(), source=HAAGLANDEN)


def answered_at_haaglanden() -> Given:
    """No hit; nothing else happened."""
    return announced_at_haaglanden().and_given(answered(), source=ROTTERDAM)


def moving_at_haaglanden() -> Given:
    """The case was released, in the log of the ZVH that hands over."""
    return answered_at_haaglanden().and_given(supplier_asked(), supplier_agreed(), released())


def moving_at_rotterdam() -> Given:
    """The same case, as it arrived at the ZVH that receives it; it has not said so yet."""
    known = presented_at_rotterdam().and_given(answered())
    sent = (*planned_case(), move_announced(ANNOUNCED_AT), supplier_asked(), supplier_agreed(), released())
    return known.and_given(*sent, source=HAAGLANDEN)


def confirmed(here: Given) -> Given:
    """Rotterdam says that it has all that this log sent."""
    return here.and_given(received(here.state.move.sent.last), source=ROTTERDAM)


def ready_to_transfer() -> Given:
    """Accepted, met, and whole at the other side: all that the transfer needs."""
    here = moving_at_haaglanden().and_given(accepted(), source=ROTTERDAM).and_given(joint_meeting())
    return confirmed(here)
