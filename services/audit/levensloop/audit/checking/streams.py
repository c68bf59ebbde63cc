"""Each message that operates against the record that covers it: what was removed, changed, moved or inserted, by position."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from levensloop.audit.checking.finding import Finding
from levensloop.audit.out_records import READ
from levensloop.audit.policies import audit_policies
from levensloop.audit.reading import LogReader
from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.verifier.coverage import Difference, Kind, Message, covered, differences, digest_of

CHECK = "stromen"
UNREADABLE = "INV-7"

_DESTROYING = frozenset({CaseDestroyed.wire_name(), DestructionOrdered.wire_name()})

Letter = tuple[str | None, str | None, str | None]
"""Of which case, to whom, which event."""


@dataclass(slots=True)
class Accounted:
    """What the log says of the streams: `covers` per stream, and why what is gone may be gone."""

    covers: dict[str, list[Message]] = field(default_factory=dict)
    letters: dict[tuple[str, int], Letter] = field(default_factory=dict)
    ended: set[Letter] = field(default_factory=set)
    destroyed: set[str] = field(default_factory=set)
    unreadable: list[Message] = field(default_factory=list)

    def add(self, entry: bytes) -> None:
        """One more record of the log; what is sealed in it stays sealed. One that cannot be read explains nothing: it was changed."""
        body = _body(entry)
        letter = (body.get("case"), body.get("to"), body.get("event"))
        for message in covered(entry):
            self.covers.setdefault(message.stream, []).append(message)
            self.letters[message.stream, message.position] = letter
            if body.get("rule") == UNREADABLE:
                self.unreadable.append(message)
        withdrawn = (body.get("operation"), body.get("outcome")) == (Operation.ERASE, Outcome.WITHDRAWN)
        if withdrawn or body.get("what") == READ:
            self.ended.add(letter)
        if body.get("what") in _DESTROYING and letter[0]:
            self.destroyed.add(letter[0])

    def explains(self, found: Difference) -> bool:
        """Whether a record says that what is gone was destroyed with its case, taken back, or read before it was taken out."""
        letter = self.letters.get((found.stream, found.position), (None, None, None))
        if found.kind is not Kind.REMOVED or found.was is None:
            return False
        if letter[0] in self.destroyed and not found.was.subject.startswith("account."):
            return True
        return found.was.subject.startswith("out.") and letter in self.ended


def _body(entry: bytes) -> dict[str, Any]:
    try:
        body = json.loads(entry)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


async def accounted(reader: LogReader) -> Accounted:
    """All that the log says. Raises `EventStoreError`."""
    found = Accounted()
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            found.add(entry.message.data)
    return found


async def streams(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """Every stream that the accountability service follows, as far as it followed it."""
    found = await accounted(reader)
    for policy in audit_policies(node):
        last = await policy.target.last(policy.position)
        stands = [message async for message in _stands(policy, int(last.data) if last else 0)]
        stream = policy.source.stream
        covers = found.covers.get(stream, [])
        for difference in (*differences(covers, stands), *_behind(covers, stands)):
            if not found.explains(difference):
                yield Finding(CHECK, f"{stream} {difference.position}", f"{difference.kind.value}{difference.also}")
    for message in found.unreadable:
        what = "niet te lezen toen het verantwoord werd: niet door deze software geschreven, of beschadigd"
        yield Finding(CHECK, f"{message.stream} {message.position}", what)


def _behind(covers: Sequence[Message], stands: Sequence[Message]) -> Iterator[Difference]:
    """What stands behind the last that is covered, and was passed over: a letter without a record."""
    highest = max((message.position for message in covers), default=0)
    for message in stands:
        if message.position > highest:
            yield Difference(Kind.INSERTED, message.stream, message.position)


async def _stands(policy: Policy, until: int) -> AsyncIterator[Message]:
    """What the stream holds now of what is covered: events, letters with a record, moves."""
    for pattern in policy.patterns:
        async with aclosing(policy.source.replay(pattern)) as messages:
            async for message in messages:
                if message.seq <= until:
                    digest = digest_of(message.subject, message.data)
                    yield Message(policy.source.stream, message.seq, message.subject, digest)
