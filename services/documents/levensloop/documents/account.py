"""The accountability record of a document that went to a partner (ALW-3, WGS 1.8(4)): what, to whom, when; never the content."""

import hashlib
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from levensloop.contracts.categories import Category
from levensloop.contracts.disclosure import VERSION, Grant
from levensloop.contracts.event import CaseId, Moment


class DocumentRecord(BaseModel):
    """One document to one organisation, with the same fields as the record of an event that was disclosed, and these:

    `document` is its file name, `sha256` of its bytes; `event` the event that it is the written form of. `withheld_by`: the conditions and
    objections that hold for this organisation, such as `WGS-1.7-1 3`: of what they are about, nothing is in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: UUID
    at: Moment
    from_zvh: str = Field(alias="from")
    to: str
    case: CaseId
    document: str
    sha256: str
    event: UUID
    event_type: str
    categories: tuple[Category, ...]
    grant: Grant = Grant.TEAM
    table_version: str = VERSION
    organisation: str
    withheld_by: tuple[str, ...] = ()
    traceparent: str | None = None

    def to_bytes(self) -> bytes:
        """JSON, with `from` and without what is absent."""
        return self.model_dump_json(by_alias=True, exclude_none=True).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
