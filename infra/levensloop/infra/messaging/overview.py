"""Every case of a log at once: what one service knows of each, rebuilt from the log and kept up with it."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from typing import Generic
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.event import CaseId
from levensloop.contracts.recorded import read
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.service import S, Service


class Overview(Generic[S]):
    """Reads the log when it is asked something, from where it was: after a restart from the start, later only what is new.

    So there is nothing to store, nothing that runs beside the service, and no answer that lags behind the log.
    """

    def __init__(self, service: Service[S], store: EventStore) -> None:
        self._service, self._store = service, store
        self._states: dict[CaseId, S | None] = {}
        self._position = 0
        self._turn = asyncio.Lock()

    async def current(self) -> Mapping[CaseId, S | None]:
        """Every case as it stands in the log now, in the order of their first events; `None` for one that holds an event
        which this software cannot read. Raises `EventStoreError`."""
        async with self._turn:
            until = await self._store.last_seq()
            async with aclosing(self._store.replay(subjects.ALL_EVENTS, self._position, until)) as messages:
                async for message in messages:
                    self._take(message)
            self._position = until
            return self._states

    def _take(self, message: StoredMessage) -> None:
        self._position = message.seq
        if subjects.is_report(message.subject):
            return  # figures and the like are about no case
        case = UUID(subjects.case_of(message.subject))
        state = self._states.get(case, self._service.initial)
        if state is not None:
            try:
                self._states[case] = self._service.evolve(state, read(message.data, message.seq))
            except UnreadableEvent:
                self._states[case] = None
