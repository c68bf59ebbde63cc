"""A command as it is sent, and the answer that always comes: the events it led to, or the refusal."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from levensloop.contracts.event import CaseId, Text
from levensloop.contracts.pseudonym import WHERE_KNOWN, Pseudonym
from levensloop.contracts.refusal import Refusal


class Command(BaseModel):
    """The body of a command. Who gives it is in the subject (subjects.command), which the server guarantees.

    `id` makes it idempotent: the same id again gets the same answer and changes nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: UUID
    case: CaseId
    functionary: Text
    person: Annotated[Pseudonym | None, WHERE_KNOWN] = None
    data: dict[str, Any]


class EventReference(BaseModel):
    """An event that a command led to: its id, its type on the wire and its place in the log."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    type: str
    position: int


class Answer(BaseModel):
    """Either `events` (possibly none: nothing had to change) or a `refusal`. `repeated`: this command had been done before."""

    model_config = ConfigDict(frozen=True)

    events: tuple[EventReference, ...] = ()
    refusal: Refusal | None = None
    repeated: bool = False
