"""The envelope: a CloudEvent in structured JSON that keeps the NL GOV profile (reverse-DNS type with one vN, urn:nld source)."""

import re
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from levensloop.contracts.event import CaseId, Moment
from levensloop.contracts.vouched import Vouched

CONTENT_TYPE = "application/cloudevents+json"
MAX_BYTES = 64 * 1024
"""NL GOV profile: an event is at most 64 KB, envelope included."""

SOURCE = re.compile(r"^urn:nld:oin:\d{20}:systeem:(?P<organisation>[a-z][a-z0-9-]*)$")


def source_of(oin: str, organisation: str) -> str:
    """The `source` of an organisation: its OIN (20 digits) and its system, as a urn:nld."""
    return f"urn:nld:oin:{oin}:systeem:{organisation}"


class CloudEvent(BaseModel):
    """CloudEvents 1.0, structured mode. `time` is when it was logged; the moment in the real world is `data.at`.

    `subject` is the case id, which is random. `commandid` is the command that caused it (idempotency), `causationid`
    the event that did, when a policy reacted. `traceparent` is W3C trace context. `vouched`: how who did it is known, where that is more
    than what the organisation declares. No attribute tells about the person.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: Annotated[str, StringConstraints(pattern=SOURCE.pattern)]
    type: Annotated[str, StringConstraints(pattern=r"^nl\.levensloopaanpak\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$")]
    subject: CaseId
    time: Moment
    datacontenttype: Literal["application/json"] = "application/json"
    commandid: UUID | None = None
    causationid: UUID | None = None
    traceparent: str | None = None
    vouched: Vouched | None = None
    data: Annotated[dict[str, Any], Field(description="The event's own fields")]

    @property
    def organisation(self) -> str:
        """The organisation whose system logged it, from `source`."""
        match = SOURCE.match(self.source)
        assert match is not None  # the field's pattern is the same expression
        return match["organisation"]

    def to_bytes(self) -> bytes:
        """Structured JSON, absent attributes left out."""
        return self.model_dump_json(exclude_none=True).encode()
