"""Notices under a key of ours that was stolen since: nobody acts upon these any more, so what is still open is told again, under the key of
today (WGS 1.8(7)). Looked for when the service starts, and when the topology tells other keys.

What stands in the streams says no more than what to look at: who has the stolen key may have put it there. What is told again follows from
the log alone.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import reduce
from uuid import UUID

import structlog

from levensloop.contracts import destruction, subjects
from levensloop.contracts.codec import UnreadableEvent
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import NOT_NOW, Retry
from levensloop.infra.messaging.trouble import reason
from levensloop.infra.secrecy.errors import NotForUs, SecrecyError, Tampered, UnknownSigner
from levensloop.infra.secrecy.notices import Notice, is_answer, read_notice, write_notice
from levensloop.retention.state import State, evolve

_log = structlog.get_logger()


class SigningAnew:
    """What retention does besides, until it is cancelled. Two of them do it once."""

    def __init__(self, node: Node, retry: Retry | None = None) -> None:
        self._node, self._retry = node, retry or Retry()

    async def run(self) -> None:
        """Raises `EventStoreError` when the store stays away longer than the retries last."""
        while True:
            news = self._node.directory.news()
            await self._patiently()
            await news

    async def _patiently(self) -> None:
        waits = 0
        while True:
            try:
                await self.once()
            except NOT_NOW as error:
                waits += 1
                if waits > self._retry.waits:
                    raise
                _log.warning("wait", service="retention", policy="signing-anew", attempt=waits, reason=reason(error))
                await asyncio.sleep(self._retry.pause(waits))
            else:
                return

    async def once(self) -> int:
        """How many were told again. Raises `EventStoreError`; `Conflict` when another does the same at this moment."""
        me, told = self._node.me, 0
        if self._node.directory.signer(self._node.own.signing.thumbprint()) is None:
            return 0  # not known yet to whom it is told: what is signed now would be believed no better
        for store, pattern in (
            (self._node.store(subjects.out_stream(me)), destruction.destroyed("*", "*")),
            (self._node.store(subjects.move_stream(me)), destruction.destroyed_elsewhere("*", "*")),
        ):
            async for subject, last, answer in self._doubted(store, pattern):
                notice = await self._still_so(subject, answer)
                if notice is not None:
                    body = write_notice(notice, self._node.own.signing)
                    await store.append([NewMessage(subject, body, guard=Guard(subject, last))])
                    _log.info("notice signed anew", service="retention", case=str(notice.sub), organisation=notice.aud)
                    told += 1
        return told

    async def _doubted(self, store: EventStore, pattern: str) -> AsyncIterator[tuple[str, int, bool]]:
        """Subject, its last sequence, and whether it is an answer: where nothing of that kind is under a key that is believed."""
        lasts, found = dict[str, int](), defaultdict[tuple[str, bool], list[bool]](list)
        async with aclosing(store.replay(pattern)) as messages:
            async for message in messages:
                lasts[message.subject] = message.seq
                if message.subject.split(".")[1] != self._node.me:  # what this ZVH says to itself is not signed
                    found[message.subject, is_answer(message.data)].append(self._believed(message))
        for (subject, answer), believed in found.items():
            if not any(believed):
                yield subject, lasts[subject], answer

    def _believed(self, message: StoredMessage) -> bool:
        """As who it is for would read it today."""
        to = message.subject.split(".")[1]
        try:
            case = UUID(subjects.case_of(message.subject))
            read_notice(message.data, self._node.me, to, case, self._node.directory.signer)
        except (UnknownSigner, Tampered, NotForUs):
            return False
        except ValueError:  # of no case
            return True
        return True

    async def _still_so(self, subject: str, answer: bool) -> Notice | None:
        """What is to be told there, by the log; None where nothing is: it was confirmed, or never so."""
        to, case = subject.split(".")[1], UUID(subjects.case_of(subject))
        if to not in self._node.organisations:
            return None
        try:
            events = (await self._node.log.load(case)).events
        except (UnreadableEvent, SecrecyError) as error:
            _log.error("notice not signed anew", service="retention", case=str(case), reason=type(error).__name__)
            return None
        found = reduce(evolve, events, State()).destruction
        order = Notice(iss=self._node.me, aud=to, sub=case)
        if not answer:
            return order if found is not None and found.done and to in found.waiting else None
        if events and (found is None or not found.done):
            return None  # said when it is gone
        mine = found is not None and found.told_by == to
        return order.model_copy(update={"entries": found.entries if found is not None and mine else 0})
