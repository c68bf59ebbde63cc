"""A case as the leader has it: by less than that nobody's right is judged (TEA-2)."""

from uuid import UUID

from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog

TRIES = 3
"""Of reading a case to which something is added at that moment. Default."""


async def current(log: CaseLog, case: UUID) -> CaseHistory:
    """All events of the case that there are now, not those that some replica has. Raises `StoreUnavailable`."""
    for _ in range(TRIES):
        history = await log.load(case)
        if await log.is_current(history):
            return history
    raise StoreUnavailable(log.store.stream, "een kopie van het logboek loopt achter")
