"""What a process has at hand of a case is gone as soon as the case is destroyed, whatever the process does and whoever destroyed it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from uuid import UUID

import structlog

from levensloop.contracts import destruction, subjects
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.secrecy.vault import Vault

_log = structlog.get_logger()


@asynccontextmanager
async def forgetting(log: EventStore, vault: Vault) -> AsyncIterator[asyncio.Task[None]]:
    """Follow, as long as the block lasts, what `retention` recorded on any case. The task ends by itself only when that is not possible any
    more: then no service of this process may go on, since it would keep the clear text of what is destroyed."""
    task = asyncio.create_task(_forget(log, vault), name="forgetting")
    task.add_done_callback(_told)
    try:
        yield task
    finally:
        await cancel([task])


async def _forget(log: EventStore, vault: Vault) -> None:
    async with aclosing(log.subscribe(destruction.of_retention("*"))) as messages:
        async for message in messages:
            vault.forget(UUID(subjects.case_of(message.subject)))


def _told(ended: asyncio.Task[None]) -> None:
    if not ended.cancelled() and (error := ended.exception()) is not None:
        _log.error("nothing is forgotten any more", kind=type(error).__name__)
