"""The accountability records of a case, read back: of what was disclosed, and who received anything (ALW-3, REP-2)."""

import json
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.disclosure.account import AccountRecord
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore


async def all_of(out: EventStore, pattern: str) -> list[StoredMessage]:
    """All that stands under this pattern now. Raises `StoreUnavailable` when the replica that answered is behind."""
    found, last = await out.load(pattern), await out.last(pattern)
    if (found[-1].seq if found else 0) != (last.seq if last else 0):
        raise StoreUnavailable(out.stream, "een kopie van de stream loopt achter")
    return found


async def records_of(out: EventStore, case: UUID) -> tuple[dict[int, AccountRecord], int]:
    """Sequence → record, of what was disclosed or withdrawn of this case; and the last sequence, which may be of a document."""
    found = await all_of(out, subjects.account(case))
    records = {m.seq: AccountRecord.model_validate_json(m.data) for m in found if not _of_document(m)}
    return records, found[-1].seq if found else 0


async def received(out: EventStore, case: UUID) -> frozenset[str]:
    """For whom anything of this case was ever ready, an event or a document. Also who had all of it taken back: that it was not
    confirmed does not say that it was not read, and to be told too much of a retraction does no harm."""
    return frozenset(json.loads(message.data)["to"] for message in await all_of(out, subjects.account(case)))


def _of_document(message: StoredMessage) -> bool:
    """The documents service keeps its records, which name a document, under the same subject."""
    return "document" in json.loads(message.data)
