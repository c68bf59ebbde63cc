"""Appending: one message, or several as one atomic batch (ADR-50), each with its own guard, all or none.

An acknowledgement can be lost after the write landed (a restart, a dropped connection). Then the same write is sent
again: its guard, or for a write no guard fences its message id, lets at most one copy in. When the server refuses that
copy, the leader is asked whether what stands there is ours: "my write landed" is no conflict.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import nats.errors
from nats.nuid import NUID

from .errors import (
    CONFLICT,
    DUPLICATE,
    INCOMPLETE,
    BatchTooLarge,
    Conflict,
    EventStoreError,
    MessageTooLarge,
    StoreUnavailable,
    refusal,
)
from .load import pages
from .messages import BATCH_HEADER, Appended, Guard, NewMessage, matches
from .stream import Stream, unanswered

MOST = 1000  # messages in one atomic batch, the server's limit
BATCH = 900  # of many, that go in turn: leaves room for a receipt and a position; even, for an event and its record each time
ATTEMPTS = 3  # of one append whose outcome the server left open
_PAUSE = 0.05  # seconds, doubled; for a batch the server dropped, of which no event tells when there is room again
_RESERVED = ("nats-batch-", "nats-expected-", "nats-msg-id", BATCH_HEADER.lower())
_ids = NUID()


class _Again(Exception):
    """The outcome is open (`lost`) or the server dropped the whole batch: send it again."""

    def __init__(self, reason: str, lost: bool) -> None:
        self.reason, self.lost = reason, lost


class _Standing(Exception):
    """The server found a guard broken or a message id known; this may be our own earlier copy."""


async def append(stream: Stream, messages: Sequence[NewMessage]) -> Appended:
    """Record all `messages` or none; raises Conflict, StreamMissing, StoreFull, MessageTooLarge, BatchTooLarge,
    StoreUnavailable (see its `maybe_recorded`) or StoreRefused."""
    _check(stream, messages)
    token = _ids.next().decode()
    prepared = _prepare(stream.name, messages, token)
    lost, reason = False, ""
    for attempt in range(ATTEMPTS):
        try:
            return await _send(stream, prepared, f"{token}-{attempt}")
        except _Again as again:
            lost, reason = lost or again.lost, again.reason
            if not again.lost:
                await asyncio.sleep(_PAUSE * 2**attempt)
        except _Standing:
            if lost and (landed := await _coming(stream, messages, token)):
                return landed
            raise await _conflict(stream, messages) from None
        except StoreUnavailable as error:
            lost, reason = lost or error.maybe_recorded, error.reason
            break
    if lost and (landed := await _landed(stream, messages, token)):
        return landed
    raise StoreUnavailable(stream.name, reason, maybe_recorded=lost)


def _check(stream: Stream, messages: Sequence[NewMessage]) -> None:
    if not messages:
        raise ValueError("nothing to append")
    if len(messages) > MOST:
        raise BatchTooLarge(stream.name, len(messages), MOST)
    for message in messages:
        if taken := [name for name in message.headers if name.lower().startswith(_RESERVED)]:
            raise ValueError(f"headers {taken} belong to the event store")
        if len(message.data) > stream.nc.max_payload:
            raise MessageTooLarge(stream.name, len(message.data), stream.nc.max_payload)
    seen: dict[str, int] = {}
    for guard in filter(None, (message.guard for message in messages)):
        if seen.setdefault(guard.subject, guard.last) != guard.last:
            raise ValueError(f"two expectations of one subject: {guard.subject}")


def _prepare(name: str, messages: Sequence[NewMessage], token: str) -> list[tuple[NewMessage, dict[str, str]]]:
    fenced = _fence(messages) is not None
    guarded: set[str] = set()
    prepared = []
    for number, message in enumerate(messages, start=1):
        headers = dict(message.headers)
        if number == 1:  # once is enough for a batch, and every header is kept with the message for good
            headers["Nats-Expected-Stream"] = name
        if len(messages) == 1:
            headers[BATCH_HEADER] = token  # a batch carries it in its batch id
        if not fenced:
            headers["Nats-Msg-Id"] = f"{token}-{number}"
        if (guard := message.guard) and guard.subject not in guarded:
            guarded.add(guard.subject)
            headers["Nats-Expected-Last-Subject-Sequence"] = str(guard.last)
            if guard.subject != message.subject:  # else the server takes the message's own, the same string
                headers["Nats-Expected-Last-Subject-Sequence-Subject"] = guard.subject
        prepared.append((message, headers))
    return prepared


def _fence(messages: Sequence[NewMessage]) -> tuple[Guard, int] | None:
    """A guard that this append itself breaks by landing, and the index of the message that does."""
    for guard in filter(None, (message.guard for message in messages)):
        for index, message in enumerate(messages):
            if matches(guard.subject, message.subject):
                return guard, index
    return None


async def _send(stream: Stream, prepared: list[tuple[NewMessage, dict[str, str]]], batch: str) -> Appended:
    nc, count = stream.nc, len(prepared)
    try:
        for number, (message, headers) in enumerate(prepared[:-1], start=1):
            headers |= {"Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(number)}
            await nc.publish(message.subject, message.data, headers=headers)
        message, headers = prepared[-1]
        if count > 1:
            headers |= {"Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(count), "Nats-Batch-Commit": "1"}
        reply = await nc.request(message.subject, message.data, timeout=stream.timeout, headers=headers)
    except nats.errors.NoRespondersError as error:
        await stream.last(message.subject)  # says whether the stream is missing, or all of JetStream
        raise StoreUnavailable(stream.name, unanswered(error)) from error
    except nats.errors.MaxPayloadError as error:
        raise MessageTooLarge(stream.name, len(message.data), nc.max_payload) from error
    except nats.errors.Error as error:
        if nc.is_closed:
            raise StoreUnavailable(stream.name, unanswered(error), maybe_recorded=True) from error
        raise _Again(unanswered(error), lost=True) from error
    answer = json.loads(reply.data)
    if refused := answer.get("error"):
        raise _refused(stream, refused, prepared)
    last = int(answer["seq"])
    return Appended(last - count + 1, last)


def _refused(stream: Stream, error: dict[str, object], prepared: list[tuple[NewMessage, dict[str, str]]]) -> Exception:
    code = error.get("err_code")
    if code in CONFLICT or code in DUPLICATE:
        return _Standing()
    if code in INCOMPLETE:
        return _Again(str(error.get("description")), lost=False)
    return refusal(stream.name, error, max(len(message.data) for message, _ in prepared))


async def _landed(stream: Stream, messages: Sequence[NewMessage], token: str) -> Appended | None:
    """Where this append stands in the stream, None when it is not (seen) there."""
    try:
        if fence := _fence(messages):
            guard, index = fence
            found = await stream.message({"seq": guard.last + 1, "next_by_subj": guard.subject})
            first = found.seq - index if found and found.batch == token else None
        else:
            own = [m.seq async for page in pages(stream, messages[0].subject) for m in page if m.batch == token]
            first = own[0] if own else None
    except EventStoreError:
        return None  # no answer to this question either: the caller reports the write's own failure
    return None if first is None else Appended(first, first + len(messages) - 1)


async def _coming(stream: Stream, messages: Sequence[NewMessage], token: str) -> Appended | None:
    """Where our earlier copy stands, once it does: the server refuses a second copy already while the first is on its way to
    disk and nobody can see it. None as soon as somebody else's message is what broke a guard."""
    deadline = asyncio.get_running_loop().time() + stream.timeout
    while (landed := await _landed(stream, messages, token)) is None:
        if (await _conflict(stream, messages)).actual is not None:
            return await _landed(stream, messages, token)
        if asyncio.get_running_loop().time() > deadline:
            raise StoreUnavailable(stream.name, "een eerdere kopie is onderweg", maybe_recorded=True)
        await asyncio.sleep(_PAUSE)
    return landed


async def _conflict(stream: Stream, messages: Sequence[NewMessage]) -> Conflict:
    guards = [message.guard for message in messages if message.guard]
    for guard in guards:
        found = await stream.last(guard.subject)
        if (actual := found.seq if found else 0) != guard.last:
            return Conflict(guard, actual)
    return Conflict(guards[0] if guards else Guard(messages[0].subject, 0))
