"""The repeated agenda: REV-1 a review at least every three months, and an event when it was not held in time; REV-2 what it covers."""

from collections.abc import Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.plan import HoldReview
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import ReviewHeld, ReviewOverdue
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import Phase
from levensloop.contracts.terms import REVIEW
from levensloop.contracts.vocabulary import ReviewTopic
from levensloop.contracts.words import in_dutch
from levensloop.plan.meeting import outsider
from levensloop.plan.state import State

TIMER = "review"


def hold(state: State, command: HoldReview, context: Context) -> Decision:
    """REV-2: it covers every topic. REV-1: the next one is in three months at the latest, or sooner where the team says so."""
    if refusal := outsider(state.standing, command.participants, context, "REV-1"):
        return refusal
    if refusal := _uncovered(command):
        return refusal
    today = context.today
    latest = context.due(REVIEW)
    next_before = command.next_before or latest
    if next_before > latest:
        return refuse(
            "REV-1",
            f"De volgende bespreking is binnen {REVIEW.in_dutch(context.lengths)}: uiterlijk op {latest:%d-%m-%Y}.",
            field="next_before",
        )
    if next_before <= today:
        return refuse("REV-1", "De volgende bespreking kan niet vandaag of eerder zijn.", field="next_before")
    return [
        ReviewHeld(
            at=context.now,
            by=context.by,
            participants=command.participants,
            findings=command.findings,
            next_before=next_before,
            housing=command.housing,
        )
    ]


def _uncovered(command: HoldReview) -> Refusal | None:
    """REV-2: every topic is looked at, each time; a topic may be there more than once."""
    covered = {finding.topic for finding in command.findings}
    missing = [topic for topic in ReviewTopic if topic not in covered]
    if not missing:
        return None
    words = ", ".join(in_dutch(topic) for topic in missing)
    return refuse("REV-2", f"De bespreking gaat over alle onderwerpen; niet besproken: {words}.", topic=missing[0])


def running(state: State) -> dict[str, datetime]:
    """REV-1: when the last day is over. A move does not start the term anew.

    Once overdue it does not run again until a review is held: it was said, and stays visible.
    """
    if state.standing.phase is not Phase.PLANNED or state.review_due is None or state.review_overdue:
        return {}
    return {TIMER: end_of(state.review_due)}


def overdue(state: State, timer: str, due: datetime, context: Context) -> Sequence[DomainEvent]:
    """REV-1: the last day passed without a review."""
    return [ReviewOverdue(at=context.now, by=context.by, due=due)]
