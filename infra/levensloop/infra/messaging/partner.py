"""A partner's side: following the letters that it receives, from the ZVH's outbox or from its own node, each opened or said why not."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from datetime import datetime
from uuid import UUID

from nats.aio.client import Client
from nats.errors import TimeoutError as NothingYet

from levensloop.contracts import destruction, subjects
from levensloop.contracts.consulted import MACHINE, Asker
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.reading import TRIES, Arrived, Closed, Opened, Reader, Received
from levensloop.infra.messaging.tracing import HEADER

__all__ = [
    "Closed",
    "HistoryRefused",
    "Opened",
    "Received",
    "from_inbox",
    "from_outbox",
    "inbox_history",
    "node_history",
]

LONG_POLL = 30.0
"""Seconds that one request for the next message waits at the server. Default."""

ASK_WAITS = 5.0
"""Seconds that a question for what comes next waits at the ZVH: short, so that a service that stops need not wait. Default."""

AT_ONCE = 100
"""Letters of one's own node whose keys are asked for together. Default."""

_SOURCE = "Nats-Stream-Source"
"""Header that the server gives what a node copied: `<stream> <sequence there> …`."""


async def from_outbox(nc: Client, zvh: str, organisation: str) -> AsyncIterator[Opened]:
    """As a client of the hub: what the ZVH has for this organisation, each message once it was confirmed, and then what comes.

    Uses the durable consumer that provisioning made. A message that was taken and not confirmed comes again: confirmed is what
    was opened, and what is closed for good. Raises as `Reader.open`, and then nothing is lost or passed over: it comes again.
    """
    reader = Reader(nc, organisation, TRIES)
    js = nc.jetstream(domain=zvh)
    mine = await js.pull_subscribe_bind(consumer=organisation, stream=subjects.out_stream(zvh))
    while True:
        try:
            (message,) = await mine.fetch(1, timeout=LONG_POLL)
        except NothingYet:
            continue
        if destruction.is_destroyed(message.subject):
            await message.ack()
            continue
        at = message.metadata.sequence.stream
        trace = (message.headers or {}).get(HEADER)
        for opened in await reader.open([Arrived(message.data, _case(message.subject), zvh, at, at, trace)]):
            yield opened
            reader.done(opened)
        await message.ack()


async def from_inbox(nc: Client, organisation: str, zvh: str) -> AsyncIterator[Opened]:
    """At its own node: everything that its inbox holds, and then what comes. `zvh`: whose letters they are, where the node does not
    file them under their sender. Raises as `Reader.open`."""
    reader = Reader(nc, organisation, TRIES)
    async with aclosing(_stretches(nc, organisation, follow=True)) as stretches:
        async for stretch in stretches:
            for opened in await reader.open([_arrived(message, zvh) for message in stretch]):
                yield opened
                reader.done(opened)


class HistoryRefused(Exception):
    """The ZVH does not show its outbox to this organisation; the message is its refusal, in Dutch."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.message} ({refusal.rule})")


async def inbox_history(
    nc: Client, zvh: str, organisation: str, since: datetime, follow: bool, by: Asker = MACHINE
) -> AsyncGenerator[Opened, None]:
    """As a client: what was disclosed to this organisation from a moment on, and with `follow` what comes, by asking the ZVH.

    `by`: which person reads. The durable consumer stays where it is. Raises `HistoryRefused`, and as `Reader.open`.
    """
    reader = Reader(nc, organisation, by=by)
    after = 0
    while True:
        question = {"since": since.isoformat(), "after": after, "wait": ASK_WAITS if follow else 0}
        answer = await client.ask(nc, zvh, organisation, "disclosure", "inbox", question)
        if isinstance(answer, Refusal):
            raise HistoryRefused(answer)
        page = [
            Arrived(m["letter"].encode(), UUID(m["case"]), zvh, m["sequence"], m["sequence"], m.get(HEADER))
            for m in answer["messages"]
        ]
        for opened in await reader.open(page) if page else ():
            yield opened
            reader.done(opened)
        after = page[-1].position if page else after
        if answer["next"] is None and not follow:
            return


async def node_history(
    nc: Client, organisation: str, zvh: str, since: datetime, follow: bool, by: Asker = MACHINE
) -> AsyncGenerator[Opened, None]:
    """At its own node: what came in from a moment on, and with `follow` what comes. `zvh` as in `from_inbox`; `by`: which person reads.
    What cannot be opened because that ZVH gives no answer is there too, `waiting`. Raises as `Reader.open` otherwise."""
    reader, silent = Reader(nc, organisation, by=by), ""
    async with aclosing(_stretches(nc, organisation, follow)) as stretches:
        async for stretch in stretches:
            arrived = [_arrived(message, zvh) for message in stretch if message.time >= since]
            found: Sequence[Opened] = ()
            if arrived and not silent:
                try:
                    found = await reader.open(arrived)
                except client.Unanswered as error:
                    silent = str(error)
            if arrived and silent:
                found = reader.closed(arrived, refuse("INV-8", f"Nog niet te openen. {silent}"))
                silent = "" if follow else silent  # who lists once does not wait for each again
            for opened in found:
                yield opened
                reader.done(opened)


async def _stretches(nc: Client, organisation: str, follow: bool) -> AsyncGenerator[list[StoredMessage], None]:
    """All that the inbox holds, so many at once; then, to `follow`, each message that comes."""
    inbox, mine = EventStore(nc, subjects.inbox_stream(organisation)), subjects.inbox_of(organisation)
    until = await inbox.last_seq()
    stretch: list[StoredMessage] = []
    async with aclosing(inbox.replay(mine, until_seq=until)) as messages:
        async for message in messages:
            if destruction.is_destroyed(message.subject):
                continue
            stretch.append(message)
            if len(stretch) == AT_ONCE:
                yield stretch
                stretch = []
    if stretch:
        yield stretch
    if follow:
        async for message in inbox.subscribe(mine, until):
            if not destruction.is_destroyed(message.subject):
                yield [message]


def _case(subject: str) -> UUID:
    return UUID(subjects.case_of(subject))


def _arrived(message: StoredMessage, zvh: str) -> Arrived:
    """A node that hears of several ZVHs has filed each message under its sender."""
    sender = subjects.sender_of_arrived(message.subject) or zvh
    _, _, rest = message.wire.get(_SOURCE, "").partition(" ")
    sequence, _, _ = rest.partition(" ")
    there = int(sequence) if sequence.isdecimal() else 0
    return Arrived(message.data, _case(message.subject), sender, message.seq, there, message.wire.get(HEADER))
