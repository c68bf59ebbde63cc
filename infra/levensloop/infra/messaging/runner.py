"""Runs a policy: each message once, in order; effects and position in one batch; bounded retries, then the dead letters."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from levensloop.contracts import subjects
from levensloop.infra.eventstore.append import BATCH
from levensloop.infra.eventstore.errors import (
    BatchTooLarge,
    Conflict,
    EventStoreError,
    MessageTooLarge,
    StoreFull,
    StoreUnavailable,
)
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.messaging.dead_letters import DeadLetters
from levensloop.infra.messaging.ending import check_cancelled
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.tracing import trace_of, traced
from levensloop.infra.messaging.trouble import reason
from levensloop.infra.secrecy.errors import KeyLost, NotForUs, NotSealed, Tampered, UnknownSigner

CANNOT_HANDLE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    MessageTooLarge,
    BatchTooLarge,
    Tampered,
    NotSealed,
    UnknownSigner,
    NotForUs,
)
"""What a message's content can cause. Anything else is no poison but a fault of ours, or keys that are lost
(`KeyLost`, `MasterKeyProblem`) and can be put back: the service stops, nothing is lost."""

NOT_NOW = (Conflict, StoreUnavailable, StoreFull)
"""Not the message's fault: somebody was first, or the store cannot take it now. The message waits."""

SAVE_EVERY = 100  # messages after which a position without effects is kept: to see those again changes nothing

LAST_SAVE = 2.0  # seconds that a policy which ends may take to keep its position

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a message is tried that fails by itself, how often one that must wait, and the pauses in seconds. Defaults:
    a poison message goes aside within a second, a full disk is waited out for nine minutes."""

    attempts: int = 5
    waits: int = 60
    first_pause: float = 0.05
    longest_pause: float = 10.0

    def pause(self, attempt: int) -> float:
        """The pause after the given attempt, from 1: twice as long each time."""
        return min(self.first_pause * 2.0 ** (attempt - 1), self.longest_pause)


class PolicyRunner:
    """One policy at work. Two of them, here or elsewhere, have the same effect as one."""

    def __init__(self, policy: Policy, dead: DeadLetters, retry: Retry | None = None) -> None:
        self.policy = policy
        self.waiting: str | None = None
        """Why the policy is waiting, if it is."""
        self._dead, self._retry = dead, retry or Retry()
        self._guard = Guard(policy.position, 0)
        self._handled = self._saved = 0
        self._progress = asyncio.Condition()

    @property
    def handled(self) -> int:
        """The last sequence of the source that this policy is done with."""
        return self._handled

    async def run(self) -> None:
        """Work until cancelled. Raises `EventStoreError` when the store stays away longer than the retries last, and
        whatever a fault of ours raises."""
        await self._begin()
        try:
            async with contextlib.aclosing(self.policy.source.follow(self.policy.patterns, self._handled)) as stretches:
                async for stretch in stretches:
                    for start in range(0, len(stretch.messages), self.policy.together):
                        await self._handle_all(stretch.messages[start : start + self.policy.together])
                        check_cancelled()
        finally:
            # Best effort: a position without effects spares work, no more. Whatever ended us is what must be seen.
            with contextlib.suppress(EventStoreError, TimeoutError):
                async with asyncio.timeout(LAST_SAVE):
                    await self._save()

    async def caught_up(self) -> int:
        """Wait until all that is in the source now is done; returns its sequence. Not for use before `run`."""
        target = await self._last_in_source()
        async with self._progress:
            await self._progress.wait_for(lambda: self._handled >= target)
        return target

    async def lag(self) -> int:
        """The last sequence that waits in the source, less the one handled; 0 when there is nothing to do."""
        return max(0, await self._last_in_source() - self._handled)

    async def _last_in_source(self) -> int:
        lasts = [await self.policy.source.last(pattern) for pattern in self.policy.patterns]
        return max(last.seq if last else 0 for last in lasts)

    async def _begin(self) -> None:
        waits = 0
        while True:
            try:
                await self._load_position()
                await self._advance(await self._dead.reached(self.policy))
            except NOT_NOW as error:
                waits += 1
                await self._wait(error, waits)
            else:
                self.waiting = None
                return

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

    async def _handle_all(self, messages: Sequence[StoredMessage]) -> None:
        """At once where that works; else, and for one alone, each by itself, so that what fails keeps nobody else up."""
        messages = [m for m in messages if m.seq > self._handled]  # the rest is done, by another runner
        if len(messages) > 1 and await self._at_once(messages):
            await self._advance(messages[-1].seq)
            return
        for message in messages:
            with traced(trace_of(message), f"policy {self.policy.service}/{self.policy.name}"):
                await self._handle(message)
            await self._advance(message.seq)
            check_cancelled()

    async def _at_once(self, messages: Sequence[StoredMessage]) -> bool:
        """All effects and the last position in one batch, or nothing at all."""
        effects: list[NewMessage] = []
        try:
            if self.policy.prepare is not None:
                await self.policy.prepare(messages)
            for message in messages:
                with traced(trace_of(message), f"policy {self.policy.service}/{self.policy.name}"):
                    effects += await self.policy.handle(message)
                if len(effects) >= BATCH:
                    return False
                await asyncio.sleep(0)  # a whole batch without a pause keeps all others in this process waiting
            await self._record(messages[-1], effects)
        except (*NOT_NOW, *CANNOT_HANDLE, KeyLost):
            return False
        return True

    async def _handle(self, message: StoredMessage) -> None:
        """Until the message is handled or put aside, by us or by another runner of this policy; or destroyed, since it was read."""
        attempts = waits = 0
        failure: Exception | None = None
        stale = False
        while True:
            try:
                if stale:
                    await self._load_position()
                    stale = False
                if self._handled >= message.seq:
                    break
                if failure is not None and attempts >= self._retry.attempts:
                    await self._put_aside(message, failure)
                else:
                    await self._record(message, await self.policy.handle(message))
                break
            except (*NOT_NOW, *CANNOT_HANDLE, KeyLost) as error:
                if await self._destroyed(message):
                    break
                if isinstance(error, NOT_NOW):
                    second = isinstance(error, Conflict)
                    stale, waits = stale or second, waits + 1
                    if waits > 1 or not second:  # who was second looks at once at what the first one did
                        await self._wait(error, waits, message)
                    continue
                failure, attempts = error, attempts + 1
                if attempts > self._retry.attempts or isinstance(error, KeyLost):
                    raise  # it cannot even be put aside, or can be handled when the keys are back
                _log.warning("retry", **self._about(message), attempt=attempts, reason=reason(error))
                if attempts < self._retry.attempts:
                    await asyncio.sleep(self._retry.pause(attempts))
        self.waiting = None

    async def _destroyed(self, message: StoredMessage) -> bool:
        """Whether what cannot be handled is there no more: then nothing follows from it, and it may not live on as a dead letter."""
        with contextlib.suppress(EventStoreError):
            return await self.policy.source.at(message.seq) is None
        return False

    async def _wait(self, error: Exception, waits: int, message: StoredMessage | None = None) -> None:
        if waits > self._retry.waits:
            raise error
        self.waiting = reason(error)
        _log.warning("wait", **self._about(message), attempt=waits, reason=self.waiting)
        await asyncio.sleep(self._retry.pause(waits))

    async def _put_aside(self, message: StoredMessage, failure: Exception) -> None:
        await self._dead.put(self.policy, message, failure)
        await self._write([self._position(message.seq)], message.seq)
        _log.error("dead letter", **self._about(message), reason=reason(failure))

    async def _record(self, message: StoredMessage, effects: Sequence[NewMessage]) -> None:
        """Effects and position, all or none. Without effects the position may wait."""
        if effects:
            await self._write([*effects, self._position(message.seq)], message.seq)

    async def _save(self) -> None:
        """Keep the position as it is; somebody else's further position stands."""
        if self._handled > self._saved:
            try:
                await self._write([self._position(self._handled)], self._handled)
            except Conflict:
                await self._load_position()

    async def _write(self, messages: Sequence[NewMessage], handled: int) -> None:
        appended = await self.policy.target.append(messages)
        self._guard = Guard(self.policy.position, appended.last)
        self._saved = handled

    def _position(self, sequence: int) -> NewMessage:
        return NewMessage(self.policy.position, str(sequence).encode(), guard=self._guard)

    def _about(self, message: StoredMessage | None) -> dict[str, object]:
        whose: dict[str, object] = {"service": self.policy.service, "policy": self.policy.name}
        if message is not None:
            whose |= {"case": subjects.case_of(message.subject), "position": message.seq}
        return whose
