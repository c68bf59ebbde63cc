"""Each message that operates against the record that covers it: what was removed, changed, moved or inserted, by position."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, closing
from datetime import timedelta

from levensloop.audit.checking.causes import InTheLog
from levensloop.audit.checking.covers import Covers, Said
from levensloop.audit.checking.destructions import destructions
from levensloop.audit.checking.finding import Finding
from levensloop.audit.checking.gaps import PATIENCE, gaps
from levensloop.audit.log.reading import LogReader
from levensloop.audit.policies import DEAD, audit_policies
from levensloop.contracts import subjects
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.verifier.coverage import Difference, Kind, Message, digest_of, in_place, is_position

CHECK = "stromen"
UNFOUNDED = ", met een regel die zegt waarom, en geen gebeurtenis in het logboek leidt daartoe"
_POSITIONS = subjects.position("log", "*")
"""Between the events of the log, and covered with them; no other stream has any."""


async def streams(node: Node, reader: LogReader, patience: timedelta = PATIENCE) -> AsyncIterator[Finding]:
    """Every stream that the accountability service follows; what is newer than `patience` may have no record yet.

    Raises `EventStoreError`, `MasterKeyProblem`.
    """
    handled = [(policy, await _handled(policy)) for policy in audit_policies(node)]
    with closing(await Covers.of(reader)) as covers:  # after that: what they handled has its record
        async with aclosing(destructions(node, covers)) as undone:
            async for finding in undone:
                yield finding
        causes = InTheLog(node)
        for policy, position in handled:
            async with aclosing(_differences(policy, position, covers)) as found:
                async for difference in found:
                    where = f"{difference.stream} {difference.position}"
                    said, about = covers.explains(difference)
                    if said is Said.NOTHING:
                        yield Finding(CHECK, where, f"{difference.kind.value}{difference.also}")
                    elif said is Said.TAKEN and not await causes.lead_to(difference.stream, about):
                        yield Finding(CHECK, where, f"{difference.kind.value}{UNFOUNDED}")
            if policy.name != DEAD:  # what is put aside has records when it is handled, and goes with its case
                async with aclosing(gaps(policy, covers, causes, patience)) as empty:
                    async for finding in empty:
                        yield finding
        for place in covers.unopened():
            what = "geen regel van dit knooppunt: gaat niet open met zijn sleutels, of hoort ergens anders; er wordt niets van geloofd"
            yield Finding(CHECK, f"{reader.stream} {place}", what)
        for message in covers.unreadable():
            what = "niet te lezen toen het verantwoord werd: niet door deze software geschreven, of beschadigd"
            yield Finding(CHECK, f"{message.stream} {message.position}", what)


async def _differences(policy: Policy, position: int, covers: Covers) -> AsyncGenerator[Difference, None]:
    """Both sides by position, next to each other: one message of each is in memory."""
    stream = policy.source.stream
    expected = covers.on(stream)
    was = next(expected, None)
    async with aclosing(_stands(policy, max(position, covers.end_of(stream)))) as stands:
        async for now in stands:
            while was is not None and was.position < now.position:
                yield Difference(Kind.REMOVED, stream, was.position, was)
                was = next(expected, None)
            if was is None or was.position > now.position:
                if is_position(now.subject):
                    continue  # not covered yet, or of before those were: how far policies came is a check of its own
                yield Difference(Kind.INSERTED, stream, now.position)
                continue
            if (found := in_place(was, now, lambda digest: covers.place(stream, digest))) is not None:
                yield found
            while (again := next(expected, None)) is not None and again.position == was.position:
                yield Difference(Kind.TWICE, stream, again.position, again)
            was = again
    while was is not None:
        yield Difference(Kind.REMOVED, stream, was.position, was)
        was = next(expected, None)


async def _handled(policy: Policy) -> int:
    last = await policy.target.last(policy.position)
    return int(last.data) if last is not None and last.data.isdigit() else 0


async def _stands(policy: Policy, covered: int) -> AsyncGenerator[Message, None]:
    """What the stream holds now of what is covered: events, letters with a record, moves, dead letters. As far as the policy came; what is
    covered beyond that came meanwhile, or before somebody put its position back."""
    until = min(covered, await policy.source.last_seq())
    async with aclosing(policy.source.replay((*policy.patterns, _POSITIONS), 0, until)) as messages:
        async for message in messages:
            yield Message(policy.source.stream, message.seq, message.subject, digest_of(message.subject, message.data))
