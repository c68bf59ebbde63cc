"""Every case of a log at once: what one service knows of each, rebuilt from the log and kept up with it."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from functools import reduce
from typing import Generic

from levensloop.contracts import destruction, subjects
from levensloop.contracts.event import CaseId
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.service import S, Service
from levensloop.infra.messaging.unopened import UNREADABLE, case_under


class Overview(Generic[S]):
    """Reads the log when it is asked something, from where it was: after a restart from the start, later only what is new.

    So there is nothing to store, nothing that runs beside the service, and no answer that lags behind the log.
    """

    def __init__(self, service: Service[S], log: CaseLog) -> None:
        self._service, self._log = service, log
        self._states: dict[CaseId, S | None] = {}
        self._position = 0
        self._turn = asyncio.Lock()
        self._forgotten: set[CaseId] = set()
        log.vault.held_by(self)

    def forget(self, case: CaseId) -> None:
        """Fold this case anew the next time."""
        self._forgotten.add(case)

    async def current(self) -> Mapping[CaseId, S | None]:
        """Every case as it stands in the log now, in the order of their first events; `None` for one that holds an event
        which cannot be read here. Raises `EventStoreError`, `MasterKeyProblem`."""
        async with self._turn:
            while self._forgotten:
                await self._anew(self._forgotten.pop())
            until = await self._log.store.last_seq()
            async with aclosing(self._log.store.replay(subjects.ALL_EVENTS, self._position, until)) as messages:
                async for message in messages:
                    await self._take(message)
            self._position = until
            return self._states

    async def _anew(self, case: CaseId) -> None:
        if case not in self._states:
            return
        try:
            events = [r for r in (await self._log.load(case)).events if r.position <= self._position]
            self._states[case] = reduce(self._service.evolve, events, self._service.initial)
        except UNREADABLE:
            self._states[case] = None

    async def _take(self, message: StoredMessage) -> None:
        self._position = message.seq
        case = case_under(message.subject)
        if case is None:
            return  # figures and the like; or a line that somebody put there, which fsck and a replay name
        state = self._states.get(case, self._service.initial)
        if state is None and not destruction.is_retention(message.subject):
            return
        try:
            recorded = await self._log.read(message)
        except UNREADABLE:
            self._states[case] = None
            return
        if isinstance(recorded.event, CaseDestroyed):
            state = self._service.initial  # of what was before it nothing is left, read or unread
        if state is not None:
            self._states[case] = self._service.evolve(state, recorded)
