"""The accountability record of what goes to another, in the stream from which that is taken (ALW-3, WGS 1.8(4)). Each service that sends
something has a kind of its own; what every kind has is here, and is stored first.
"""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from levensloop.contracts.categories import Category
from levensloop.contracts.event import CaseId, Moment
from levensloop.infra.eventstore.messages import NewMessage


class SentAccount(BaseModel):
    """From which ZVH something went to whom, when, and of which case. Never the data itself, and no person."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: UUID
    at: Moment
    from_zvh: str = Field(alias="from")
    to: str
    case: CaseId

    def to_bytes(self) -> bytes:
        """JSON, with `from` and without what is absent."""
        return self.model_dump_json(by_alias=True, exclude_none=True).encode()

    def under(self, subject: str) -> NewMessage:
        """As a message for an append of one's own."""
        return NewMessage(subject, self.to_bytes(), {"Content-Type": "application/json"})


class SentEventAccount(SentAccount):
    """Of one event: which, and which categories of data of it (WGS 2.30)."""

    event: UUID
    event_type: str
    categories: tuple[Category, ...]
