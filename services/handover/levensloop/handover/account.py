"""The accountability record of what goes to another ZVH: one per event, in the batch in which it goes (ALW-3, WGS 2.28, 1.8(4))."""

from uuid import uuid4

from levensloop.contracts import subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.contracts.categories import categories
from levensloop.contracts.event import DomainEvent, Moment
from levensloop.contracts.recorded import Recorded
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.sent_account import SentEventAccount
from levensloop.infra.messaging.tracing import current_traceparent

ARTICLE, ARTICLE_OF_IDENTITY = "WGS-2.28", "WGS-2.28-1"
"""Of a case that is handed over; and of who it is about, with hit or no hit, before that."""


class MoveRecord(SentEventAccount):
    """One event to one ZVH. Says which categories of data went (WGS 2.30), never the data, and no person.

    `organisation` is who discloses: the ZVH that sends. `move` is the number of the move of this case; `at` is when it was sent.
    """

    article: str
    move: int
    organisation: str
    traceparent: str | None = None


def accounted(
    message: NewMessage, recorded: Recorded[DomainEvent], me: str, at: Moment
) -> tuple[NewMessage, NewMessage]:
    """The message with this event to another ZVH, and the record of it just behind it, for one batch. `at`: now (UTC)."""
    _, to, _, move, *_ = message.subject.split(".")
    record = MoveRecord(
        id=uuid4(),
        at=at,
        from_zvh=me,
        to=to,
        case=recorded.case,
        event=recorded.id,
        event_type=type(recorded.event).wire_name(),
        categories=tuple(sorted(categories(recorded.event))),
        article=ARTICLE_OF_IDENTITY if subjects.is_identity(message.subject) else ARTICLE,
        move=int(move),
        organisation=me,
        traceparent=current_traceparent(),
    )
    return message, record.under(account_of_move(recorded.case))
