"""What a service does by itself: react to what is in the log, keep its timers, and act when one is due."""

import functools
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Generic
from uuid import UUID

from levensloop.contracts.decision import Context, Organisation, system
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.infra.eventstore.errors import Conflict, StoreUnavailable
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.service import Deadlines, Reaction, S, Service
from levensloop.infra.messaging.timers import Timers
from levensloop.infra.working_days import is_working_day

TRIES = 60
"""How often a due timer is judged while others write to the same case; each time, one of those got on."""


def reactions_to(service: Service[S], recorded: Recorded[DomainEvent], me: str) -> list[Reaction[S]]:
    """Those of a service at the ZVH `me` that this event is for."""
    return [
        reaction
        for reaction in service.reactions
        if isinstance(recorded.event, reaction.on) and (reaction.imported or recorded.source == me)
    ]


def follows(service: Service[S], state: S, recorded: Recorded[DomainEvent], context: Context) -> list[DomainEvent]:
    """What follows from an event in the log, by a service that finds the case in this state, the event included. Pure."""
    if not service.acts(state, context.me):
        return []
    reactions = reactions_to(service, recorded, context.me)
    return [event for reaction in reactions for event in reaction.react(state, recorded, context)]


class Reactor(Generic[S]):
    """The reactions and timers of one service at one ZVH. It acts only on cases that this ZVH directs (MOV-5), unless
    the service says otherwise."""

    def __init__(
        self,
        service: Service[S],
        log: CaseLog,
        me: str,
        organisations: Mapping[str, Organisation],
        clock: Clock,
        timers: Timers,
    ) -> None:
        self._service, self._log, self._me = service, log, me
        self._organisations, self._clock, self._timers = organisations, clock, timers

    async def on_event(self, message: StoredMessage) -> Sequence[NewMessage]:
        """An event is in the log: set the timers as they now must be, and say what follows from the event."""
        recorded = await self._log.read(message)
        if self._service.has_timers:
            await self._timers.keep(self._service.name, recorded.case, lambda: self._wanted(recorded.case, message.seq))
        if not reactions_to(self._service, recorded, self._me):
            return ()
        history, state = await self._load(recorded.case, message.seq)
        events = follows(self._service, state, recorded, self._context())
        return await self._log.messages(history, events, causation=recorded.id) if events else ()

    async def on_due(self, message: StoredMessage) -> Sequence[NewMessage]:
        """A timer is due: `timer.due.<service>.<case>.<name>`. One that came too early, or was moved, is set again."""
        _, _, _, token, timer = message.subject.split(".")
        case = UUID(token)
        if effects := await self.expire(case, timer):
            return effects
        due = (await self._wanted(case)).get(timer)
        if due is not None and due > self._clock.now():
            await self._timers.keep(self._service.name, case, lambda: self._wanted(case))
        return ()

    async def expire(self, case: CaseId, timer: str) -> Sequence[NewMessage]:
        """What follows from a due timer, judged by the case as it is now: nothing when it was met or moved meanwhile."""
        history, state = await self._load(case)
        due: datetime | None = self._service.deadlines(state, self._me).get(timer)
        if not self._service.acts(state, self._me) or due is None or due > self._clock.now():
            return ()
        return await self._log.messages(history, list(self._service.expire(state, timer, self._context())))

    async def fire(self, case: CaseId, timer: str) -> bool:
        """A due timer of a clock that somebody else keeps: what follows goes into the log; whether anything did. As with the timers
        of a node (`PolicyRunner`), who was second looks again. Raises `Conflict` where that was so each of `TRIES` times, and as
        `timers_of`."""
        for tried in range(1, TRIES + 1):
            if not (effects := await self.expire(case, timer)):
                break
            try:
                await self._log.store.append(effects)
            except Conflict:
                if tried == TRIES:
                    raise
            else:
                return True
        return False

    async def timers_of(self, case: CaseId) -> Deadlines:
        """The timers that must run for this case, as it is now. Raises `UnreadableEvent`, `SecrecyError`, `EventStoreError`."""
        return await self._wanted(case)

    async def keep_timers(self, case: CaseId) -> None:
        """Run just the timers that must run for this case. Raises as `timers_of`; `Conflict` when each of `TRIES` times another was first,
        or a timer went off."""
        for tried in range(1, TRIES + 1):
            try:
                return await self._timers.keep(self._service.name, case, lambda: self._wanted(case))
            except Conflict:
                if tried == TRIES:
                    raise

    async def _wanted(self, case: CaseId, until: int = 0) -> Deadlines:
        """The timers that must run, as the case is now."""
        _, state = await self._load(case, until)
        return self._service.deadlines(state, self._me) if self._service.acts(state, self._me) else {}

    async def _load(self, case: CaseId, until: int = 0) -> tuple[CaseHistory, S]:
        """The case as it is, with at least the event at `until`: from half a case nothing may follow, and no guard would notice."""
        history = await self._log.load(case)
        if history.position < until:
            raise StoreUnavailable(self._log.store.stream, "een kopie van het logboek loopt achter")
        return history, functools.reduce(self._service.evolve, history.events, self._service.initial)

    def _context(self) -> Context:
        return Context(self._me, self._clock.now(), system(self._me), self._organisations, is_working_day)
