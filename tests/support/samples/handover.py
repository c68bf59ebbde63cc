"""The same fictional client moves from Haaglanden to Rotterdam."""

from datetime import date

from levensloop.contracts.commands.handover import AcceptHandover, AnnounceMove, HoldJointMeeting
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    CaseStreamReceived,
    DirectionTransferred,
    HandoverAccepted,
    JointMeetingHeld,
)
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.handover.manifest import Link
from levensloop.handover.service import handover
from levensloop.infra.specification import Given, given
from support.samples.inclusion import ROTTERDAM_HEADS, SAMPLE_TEAM, move_announced
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
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


def moving_at_haaglanden() -> Given:
    """The move was announced, in the log of the ZVH that hands over."""
    return at_haaglanden(handover, *planned_case(), move_announced(ANNOUNCED_AT))


def moving_at_rotterdam() -> Given:
    """The same case, as it arrived at the ZVH that receives it; it has not said so yet."""
    there = given(handover, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    return there.and_given(*planned_case(), move_announced(ANNOUNCED_AT), source=HAAGLANDEN)


def confirmed(here: Given) -> Given:
    """Rotterdam says that it has all that this log sent."""
    return here.and_given(received(here.state.move.sent.last), source=ROTTERDAM)


def ready_to_transfer() -> Given:
    """Accepted, met, and whole at the other side: all that the transfer needs."""
    here = moving_at_haaglanden().and_given(accepted(), source=ROTTERDAM).and_given(joint_meeting())
    return confirmed(here)
