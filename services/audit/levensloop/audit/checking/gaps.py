"""Messages that no record covers long after they came, and places where nothing stands of which no record ever spoke.

Whoever stops the accountability service takes nothing from it: what came meanwhile is named, and what was taken out meanwhile left its
place empty. In `OUT` and `MOVE` a place that was never accounted for is empty by right when what stood there was taken back, read or
destroyed first; its own record, at the next place, stays, and an event led to it. In `LOG` there is no such place.
"""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from levensloop.audit.checking.causes import InTheLog
from levensloop.audit.checking.covers import Covers, Said, about
from levensloop.audit.checking.finding import Finding
from levensloop.contracts.account_subjects import is_account
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.nodes.declarations import SOURCED_FROM
from levensloop.verifier.coverage import is_position

CHECK = "stromen"
PATIENCE = timedelta(minutes=5)
"""How old a message may be, by the clock of the server, that no record covers yet. Default."""
ENDED = frozenset({"withdrawn", "read"})
"""Outcomes of a record in OUT after which its letter may be gone."""


async def gaps(
    policy: Policy, covers: Covers, causes: InTheLog, patience: timedelta = PATIENCE
) -> AsyncGenerator[Finding, None]:
    """Of one stream that the accountability service follows. In memory are the letters that ended and that no record tells of yet.

    Raises `EventStoreError`.
    """
    source, stream = policy.source, policy.source.stream
    covered, end = covers.end_of(stream), await source.last_seq()
    ended, waiting = await _ended(policy, covered, end), list[int]()
    before = SOURCED_FROM - 1 if any(map(is_account, policy.patterns)) else 0  # where OUT and MOVE begin
    count, now = 0, datetime.now(UTC)
    async with aclosing(source.replay(">", 0, end)) as messages:
        async for message in messages:
            for place in range(before + 1, message.seq):
                behind = message if place + 1 == message.seq else None
                if not await _by_right(covers, causes, stream, place, behind, ended):
                    yield Finding(CHECK, f"{stream} {place}", "weggenomen, en er was geen regel van")
            before = message.seq
            if message.seq > covered and not is_position(message.subject) and now - message.time >= patience:
                waiting, count = [waiting[0] if waiting else message.seq, message.seq], count + 1
    for place in range(before + 1, end + 1):
        if not await _by_right(covers, causes, stream, place, None, ended):
            yield Finding(CHECK, f"{stream} {place}", "weggenomen, en er was geen regel van")
    if waiting:
        minutes = int(patience.total_seconds() // 60)
        what = f"NIET GEDEKT: van {count} bericht(en), ouder dan {minutes} minuten, is er geen regel"
        where = f"{stream} {waiting[0]} tot en met {waiting[1]}"
        yield Finding(CHECK, where, f"{what}; de dienst verantwoording staat stil of loopt achter")


async def _by_right(
    covers: Covers, causes: InTheLog, stream: str, place: int, behind: StoredMessage | None, ended: set[str]
) -> bool:
    """`behind`: what stands at the next place. What is covered is held against its record elsewhere."""
    if covers.letter_at(stream, place) is not None:
        return True
    letter = _letter(behind) if behind is not None and is_account(behind.subject) else None
    if letter is None:
        return False
    said = Said.TAKEN if letter in ended else covers.gone(stream, place, "out.", letter)
    return said is Said.DESTROYED or (said is Said.TAKEN and await causes.lead_to(stream, about(letter)))


async def _ended(policy: Policy, covered: int, end: int) -> set[str]:
    """Letters that were taken back or read, by records that the accountability service has yet to come to."""
    found = set[str]()
    accounts = [pattern for pattern in policy.patterns if is_account(pattern)]
    if not accounts or end <= covered:
        return found
    async with aclosing(policy.source.replay(accounts, covered, end)) as messages:
        async for message in messages:
            if _body(message).get("outcome") in ENDED and (letter := _letter(message)) is not None:
                found.add(letter)
    return found


def _letter(record: StoredMessage) -> str | None:
    """What a record is about, as `Covers` has it."""
    body = _body(record)
    case = record.subject.rsplit(".", 1)[-1]
    return json.dumps([case, body.get("to"), body.get("event")]) if body else None


def _body(record: StoredMessage) -> dict[str, object]:
    try:
        body = json.loads(record.data)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
