"""Destroyed cases: that the event which says so stands in the log, and that what it says is gone is not there (WGS 1.8(7))."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from uuid import UUID

from levensloop.audit.checking.covers import DESTROYED, DESTROYING, Covers
from levensloop.audit.checking.finding import Finding
from levensloop.contracts import destruction, subjects
from levensloop.contracts.codec import UnreadableEvent, parse
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.verifier.coverage import digest_of

CHECK = "stromen"


async def destructions(node: Node, covers: Covers) -> AsyncGenerator[Finding, None]:
    """Fills in `covers.destroyed`: of each case that a record says to be destroyed, where the event stands. Raises `EventStoreError`."""
    stream = node.log.store.stream
    for case in sorted(covers.told):
        known = {(m.position, m.digest) for m in covers.told[case] if m.stream == stream}
        end, standing = covers.end_of(stream), list[StoredMessage]()
        for message in await node.log.store.load(destruction.of_retention(case)):
            told = message.seq > end or (message.seq, digest_of(message.subject, message.data)) in known
            if told and _type_of(message) in DESTROYING:
                standing.append(message)
        if not standing:
            what = "een regel zegt dat de casus vernietigd is, en de gebeurtenis die dat zegt staat er niet"
            yield Finding(CHECK, f"casus {case}", what)
            continue
        covers.destroyed[case] = standing[-1].seq
        if (tombstone := next((m for m in reversed(standing) if _type_of(m) == DESTROYED), None)) is None:
            continue  # ordered, and under way
        async with aclosing(node.log.store.replay(subjects.case_events(UUID(case)), 0, tombstone.seq - 1)) as messages:
            async for message in messages:
                if not destruction.is_retention(message.subject):
                    yield Finding(CHECK, f"{stream} {message.seq}", "staat er, en de casus is vernietigd")


def _type_of(message: StoredMessage) -> str:
    try:
        return parse(message.data).type
    except UnreadableEvent:
        return ""
