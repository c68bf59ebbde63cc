"""That a record in the accountability log says of an event what that event says of itself: who did what, of which case, and when.

Whoever holds the node's keys can write a record; of what stands in the log he can then say nothing else than stands there.
"""

from collections.abc import AsyncIterator, Iterator

from levensloop.audit.checking.finding import Finding
from levensloop.audit.records.event_records import UNREADABLE
from levensloop.audit.records.making import UNKNOWN
from levensloop.cli.fsck.node import cases_of
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account
from levensloop.contracts.codec import UnreadableEvent, parse
from levensloop.contracts.erased import ERASED, is_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.errors import KeyLost, SecrecyError, Tampered

CHECK = "regels"


async def recorded_as_they_are(node: Node) -> AsyncIterator[Finding]:
    """One case in memory at a time. Raises `EventStoreError`, `MasterKeyProblem`."""
    stream = node.log.store.stream
    for case in sorted(await cases_of(node)):
        events = dict[int, tuple[str, Recorded[DomainEvent]]]()
        for message in await node.log.store.load(subjects.case_events(case)):
            try:
                events[message.seq] = parse(message.data).type, await node.log.read(message)
            except (UnreadableEvent, SecrecyError):
                continue  # named by the checks of streams and keys
        for message in await node.accounts.store.load(subjects.audit_of(case)):
            try:
                (kept,) = await node.accounts.read([message])
            except (Tampered, KeyLost):
                continue  # likewise
            follows = kept.account.covers[-1] if kept.account.covers else None
            if follows is None or follows.stream != stream or follows.position not in events:
                continue
            kind, recorded = events[follows.position]
            if otherwise := list(contradictions(kept.account, kind, recorded, node.me)):
                where = f"{node.accounts.store.stream} {message.seq}"
                yield Finding(CHECK, where, f"zegt anders dan {stream} {follows.position}: {', '.join(otherwise)}")


def contradictions(account: Account, kind: str, recorded: Recorded[DomainEvent], me: str) -> Iterator[str]:
    """In what a record differs from the event that it covers, in Dutch. `kind`: of the event, as it stands in the log. What is destroyed in
    either is not compared, nor who acted where the topology did not know the organisation any more. Pure."""
    if account.rule == UNREADABLE:
        return
    by, own = recorded.event.by, recorded.source == me
    if account.event != recorded.id:
        yield "welke gebeurtenis"
    if account.what != kind:
        yield "wat"
    if own and account.at != recorded.time:
        yield "wanneer"
    if account.rule == UNKNOWN:
        return
    if account.organisation != (by.organisation if own else recorded.source):
        yield "welke organisatie"
    if not own and account.origin is not None and account.origin.organisation != by.organisation:
        yield "van wie het kwam"  # records of before say nothing of that
    if account.functionary == ERASED or is_erased(by.functionary) or is_erased(by.person):
        return
    if account.functionary != by.functionary:
        yield "welke functionaris"
    if account.person != by.person:
        yield "welke persoon"
