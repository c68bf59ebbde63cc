"""A partner's side: following what it receives, from the ZVH's outbox or from its own node."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from nats.aio.client import Client
from nats.errors import TimeoutError as NothingYet

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded, read
from levensloop.infra.eventstore.store import EventStore

FROM = "Levensloop-From"
"""Header: the ZVH that disclosed the event. The event's own `source` may be an earlier ZVH (MOV-2)."""

LONG_POLL = 30.0
"""Seconds that one request for the next message waits at the server. Default."""


@dataclass(frozen=True, slots=True)
class Received:
    """One event that reached an organisation, and the ZVH that sent it."""

    recorded: Recorded[DomainEvent]
    sender: str


async def from_outbox(nc: Client, zvh: str, organisation: str) -> AsyncIterator[Received]:
    """As a client of the hub: what the ZVH has for this organisation, each message once it was confirmed, and then what comes.

    Uses the durable consumer that provisioning made. A message that was taken and not confirmed comes again.
    """
    js = nc.jetstream(domain=zvh)
    mine = await js.pull_subscribe_bind(consumer=organisation, stream=subjects.out_stream(zvh))
    while True:
        try:
            (message,) = await mine.fetch(1, timeout=LONG_POLL)
        except NothingYet:
            continue
        recorded = read(message.data, message.metadata.sequence.stream)
        sender = (message.headers or {}).get(FROM, zvh)
        yield Received(recorded, sender)
        await message.ack()


async def from_inbox(nc: Client, zvh: str, organisation: str) -> AsyncIterator[Received]:
    """At its own node: everything that its inbox holds, and then what comes."""
    inbox = EventStore(nc, subjects.inbox_stream(organisation))
    async for message in inbox.subscribe(subjects.outbox_of(organisation)):
        yield Received(read(message.data, message.seq), message.headers.get(FROM, zvh))
