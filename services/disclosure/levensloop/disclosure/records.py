"""The accountability records of a case, read back: of what was disclosed, and who received anything (ALW-3, REP-2)."""

import json
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore


async def all_of(out: EventStore, pattern: str, after: int = 0) -> list[StoredMessage]:
    """All that stands under this pattern now, `after` a sequence. Raises `StoreUnavailable` when the replica that answered is behind."""
    last = await out.last(
        pattern
    )  # first: what is written in the meantime may be in what is found, and does not matter
    found = await out.load(pattern, after)
    if (found[-1].seq if found else after) < (last.seq if last else 0):
        raise StoreUnavailable(out.stream, "een kopie van de stream loopt achter")
    return found


async def records_of(out: EventStore, case: UUID, after: int = 0) -> tuple[dict[int, AccountRecord], int]:
    """Sequence → record, of what was disclosed, withdrawn or read of this case; and the last sequence, which may be of a document."""
    found = await all_of(out, subjects.account(case), after)
    records = {m.seq: AccountRecord.model_validate_json(m.data) for m in found if not is_of_document(m)}
    return records, found[-1].seq if found else 0


async def received(out: EventStore, case: UUID) -> frozenset[str]:
    """For whom anything of this case was ever ready, an event or a document. Also who had all of it taken back: that it was not
    confirmed does not say that it was not read, and to be told too much of a retraction does no harm."""
    records = (json.loads(message.data) for message in await all_of(out, subjects.account(case)))
    return frozenset(record["to"] for record in records if record.get("outcome") != Outcome.REFUSED)


def is_of_document(message: StoredMessage) -> bool:
    """Whether a record under `subjects.account` is of a document: the documents service keeps its own there, which name one."""
    return "document" in json.loads(message.data)
