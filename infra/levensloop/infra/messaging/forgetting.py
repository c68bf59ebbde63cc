"""What a process has at hand of a case is gone as soon as the case is destroyed, whatever the process does and whoever destroyed it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from uuid import UUID

import structlog

from levensloop.contracts import destruction, subjects
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.secrecy.vault import Vault

_log = structlog.get_logger()


@asynccontextmanager
async def forgetting(log: EventStore, vault: Vault) -> AsyncIterator[None]:
    """Follow, as long as the block lasts, what `retention` recorded on any case."""
    task = asyncio.create_task(_forget(log, vault), name="forgetting")
    try:
        yield
    finally:
        await cancel([task])


async def _forget(log: EventStore, vault: Vault) -> None:
    try:
        async with aclosing(log.subscribe(destruction.of_retention("*"))) as messages:
            async for message in messages:
                vault.forget(UUID(subjects.case_of(message.subject)))
    except EventStoreError as error:
        _log.warning("nothing is forgotten any more", stream=log.stream, reason=type(error).__name__)
