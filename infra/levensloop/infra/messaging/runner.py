"""Runs a policy: each message once, in order; effects and position in one batch; bounded retries, then the dead letters."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from levensloop.contracts.codec import parse
from levensloop.infra.eventstore.errors import Conflict, StoreFull, StoreUnavailable
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.messaging.dead_letters import DeadLetters, reason
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.tracing import HEADER, traced

CANNOT_HANDLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What a message's content can cause. Anything else is no poison but a fault of ours: the service stops, nothing is lost."""

NOT_NOW = (StoreUnavailable, StoreFull)
"""The store cannot take it now; the message waits."""

SAVE_EVERY = 100
"""A position without effects is kept after so many messages: to see those again changes nothing. Default."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Retry:
    """How often, and with which pauses in seconds. Defaults."""

    attempts: int = 5
    first_pause: float = 0.05
    longest_pause: float = 2.0

    def pause(self, attempt: int) -> float:
        """The pause after the given attempt, from 1: twice as long each time."""
        return min(self.first_pause * 2.0 ** (attempt - 1), self.longest_pause)


class PolicyRunner:
    """One policy at work. Two of them, here or elsewhere, have the same effect as one."""

    def __init__(self, policy: Policy, dead: DeadLetters, retry: Retry | None = None) -> None:
        self.policy = policy
        self._dead, self._retry = dead, retry or Retry()
        self._guard = Guard(policy.position, 0)
        self._handled = self._saved = 0
        self._progress = asyncio.Condition()

    @property
    def handled(self) -> int:
        """The last sequence of the source that this policy is done with."""
        return self._handled

    async def run(self) -> None:
        """Work until cancelled. Raises `EventStoreError` when the store stays away longer than the retries last."""
        await self._load_position()
        try:
            async with contextlib.aclosing(
                self.policy.source.subscribe(self.policy.patterns, self._handled)
            ) as messages:
                async for message in messages:
                    if message.seq > self._handled:
                        await self._handle(message)
                        await self._advance(message.seq)
        finally:
            await self._save()

    async def caught_up(self) -> int:
        """Wait until all that is in the source now is done; returns its sequence. Not for use before `run`."""
        target = max([await self._last(pattern) for pattern in self.policy.patterns])
        async with self._progress:
            await self._progress.wait_for(lambda: self._handled >= target)
        return target

    async def lag(self) -> int:
        """The last sequence that waits in the source, less the one handled; 0 when there is nothing to do."""
        return max(0, max([await self._last(pattern) for pattern in self.policy.patterns]) - self._handled)

    async def _last(self, pattern: str) -> int:
        message = await self.policy.source.last(pattern)
        return message.seq if message else 0

    async def _load_position(self) -> None:
        last = await self.policy.target.last(self.policy.position)
        self._guard = Guard(self.policy.position, last.seq if last else 0)
        self._saved = int(last.data) if last else 0
        self._handled = max(self._handled, self._saved)

    async def _advance(self, sequence: int) -> None:
        async with self._progress:
            self._handled = max(self._handled, sequence)
            self._progress.notify_all()
        if self._handled - self._saved >= SAVE_EVERY:
            await self._save()

    async def _handle(self, message: StoredMessage) -> None:
        for attempt in range(1, self._retry.attempts + 1):
            try:
                with traced(_trace_of(message)):
                    await self._record(message, await self.policy.handle(message))
                return
            except Conflict:
                await self._load_position()
                if self._handled >= message.seq:
                    return
                failure: Exception = Conflict(self._guard)
            except NOT_NOW as error:
                failure = error
            except CANNOT_HANDLE as error:
                failure = error
            _log.warning("retry", **self._name, position=message.seq, attempt=attempt, reason=reason(failure))
            await asyncio.sleep(self._retry.pause(attempt))
        if not isinstance(failure, CANNOT_HANDLE):
            raise failure
        await self._dead.put(self.policy, message, failure)
        await self._record(message, ())
        _log.error("dead letter", **self._name, position=message.seq, reason=reason(failure))

    async def _record(self, message: StoredMessage, effects: Sequence[NewMessage]) -> None:
        """Effects and position, all or none. Without effects the position may wait."""
        if effects:
            await self._write([*effects, self._position(message.seq)], message.seq)

    async def _save(self) -> None:
        """Keep the position as it is; somebody else's further position stands."""
        if self._handled > self._saved:
            with contextlib.suppress(Conflict):
                await self._write([self._position(self._handled)], self._handled)

    async def _write(self, messages: Sequence[NewMessage], handled: int) -> None:
        appended = await self.policy.target.append(messages)
        self._guard = Guard(self.policy.position, appended.last)
        self._saved = handled

    def _position(self, sequence: int) -> NewMessage:
        return NewMessage(self.policy.position, str(sequence).encode(), guard=self._guard)

    @property
    def _name(self) -> dict[str, str]:
        return {"service": self.policy.service, "policy": self.policy.name}


def _trace_of(message: StoredMessage) -> str | None:
    """The trace that the message belongs to: of its header, else of the event in it."""
    if header := message.headers.get(HEADER):
        return header
    try:
        return parse(message.data).traceparent
    except ValueError:
        return None
