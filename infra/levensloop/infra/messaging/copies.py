"""What a partner's own node does when a case is destroyed: its copies go too, overwritten, and the ZVH hears it (WGS 1.8(7)).

Everything follows from the inbox itself, read from its start: so a node that was away, or was killed halfway, does what it had to do when
it is back. The notice stays, and takes along what should ever come after it.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import NAMESPACE_OID, UUID, uuid5

import structlog
from nats.aio.client import Client

from levensloop.contracts import destruction, subjects
from levensloop.contracts.event import SYSTEM, CaseId
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.connection import connection
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.tracing import HEADER, came
from levensloop.infra.nodes.credentials import Credentials
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.errors import NotForUs, Tampered, UnknownSigner
from levensloop.infra.secrecy.notices import read_notice

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before a ZVH that gave no answer is told again, doubled each time. Defaults."""

_log = structlog.get_logger()


@asynccontextmanager
async def watching_copies(
    url: str, shown: Credentials, organisation: str, zvh: str, directory: Directory
) -> AsyncIterator["asyncio.Task[None]"]:
    """At its own node, as long as the block lasts; the task ends only with what makes going on impossible. Raises `NodeUnreachable`."""
    async with connection(url, shown, f"{organisation}-copies") as nc:
        task = asyncio.create_task(Copies(nc, organisation, zvh, directory).run(), name="copies")
        try:
            yield task
        finally:
            await cancel([task])


class Copies:
    """The copies of one organisation at its own node. `zvh`: whose letters they are, where the node does not file them under their
    sender."""

    def __init__(self, nc: Client, organisation: str, zvh: str, directory: Directory) -> None:
        self._nc, self._me, self._zvh, self._directory = nc, organisation, zvh, directory
        self._inbox = EventStore(nc, subjects.inbox_stream(organisation))
        self._gone: set[tuple[str, CaseId]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._began = time.time_ns()

    async def run(self) -> None:
        """Until cancelled. Raises `EventStoreError` when the node's own store stays away."""
        try:
            async for message in self._inbox.subscribe(subjects.inbox_of(self._me)):
                if message.nanoseconds >= self._began:  # what was there before is read again at each start
                    came(message.wire.get(HEADER), "arrive", message.nanoseconds, organisation=self._me)
                await self.take(message)
                for ended in [task for task in self._tasks if task.done()]:
                    self._tasks.discard(ended)
                    ended.result()
        finally:
            await cancel(self._tasks)

    async def take(self, message: StoredMessage) -> None:
        """One message of the inbox: a notice is acted upon, and what comes of a case after its notice goes at once."""
        sender = subjects.sender_of_arrived(message.subject) or self._zvh
        case = UUID(subjects.case_of(message.subject))
        if not destruction.is_destroyed(message.subject):
            if (sender, case) in self._gone:
                await self._inbox.erase_one(message.seq)
            return
        try:
            read_notice(message.data, sender, self._me, case, self._directory.signer)
        except UnknownSigner:
            _log.error("notice waits for a topology that knows its signer", sender=sender, case=str(case))
            self._tasks.add(asyncio.create_task(self._later(message, self._directory.news())))
            return
        except (Tampered, NotForUs) as error:
            _log.error("notice not believed", sender=sender, case=str(case), reason=type(error).__name__)
            return
        self._gone.add((sender, case))
        count = await self._inbox.erase(message.subject.rpartition(".")[0])
        _log.info("copy destroyed", case=str(case), zvh=sender, entries=count)
        self._tasks.add(asyncio.create_task(self._confirm(sender, case, count)))

    async def _later(self, message: StoredMessage, news: "asyncio.Future[None]") -> None:
        """A topology may lag behind a key that was replaced: nothing of the case may stay for that."""
        await news
        await self.take(message)

    async def _confirm(self, zvh: str, case: CaseId, count: int) -> None:
        """Until the ZVH answers: it may be long away, and what it does not hear it keeps asking for. Twice is once."""
        number, data = uuid5(NAMESPACE_OID, f"destroyed/{self._me}/{case}"), {"entries": count}
        pause = FIRST_PAUSE
        while True:
            try:
                answer = await client.command(
                    self._nc, zvh, self._me, "ConfirmDestruction", case, SYSTEM, data, id=number
                )
            except client.Unanswered:
                answer = None
            if answer is not None and (answer.refusal is None or answer.refusal.rule != "INV-8"):
                if answer.refusal:
                    _log.warning("confirmation refused", case=str(case), zvh=zvh, rule=answer.refusal.rule)
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
