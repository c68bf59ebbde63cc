"""A partner's side: following what it receives, from the ZVH's outbox or from its own node."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from nats.aio.client import Client
from nats.errors import TimeoutError as NothingYet

from levensloop.contracts import subjects
from levensloop.contracts.event import Value
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.view_envelope import read_view
from levensloop.contracts.views import View
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client

FROM = "Levensloop-From"
"""Header: the ZVH that disclosed the event. The event's own `source` may be an earlier ZVH (MOV-2)."""

LONG_POLL = 30.0
"""Seconds that one request for the next message waits at the server. Default."""

ASK_WAITS = 5.0
"""Seconds that a question for what comes next waits at the ZVH: short, so that a service that stops need not wait. Default."""


V = TypeVar("V", bound=Value, covariant=True)


@dataclass(frozen=True, slots=True)
class Received(Generic[V]):
    """What reached an organisation, a partner's view of an event, and the ZVH that sent it."""

    recorded: Recorded[V]
    sender: str


async def from_outbox(nc: Client, zvh: str, organisation: str) -> AsyncIterator[Received[View]]:
    """As a client of the hub: what the ZVH has for this organisation, each message once it was confirmed, and then what comes.

    Uses the durable consumer that provisioning made. A message that was taken and not confirmed comes again. Raises
    `UnreadableEvent` at what this software cannot read: nothing is lost or passed over, it comes again after an update.
    """
    js = nc.jetstream(domain=zvh)
    mine = await js.pull_subscribe_bind(consumer=organisation, stream=subjects.out_stream(zvh))
    while True:
        try:
            (message,) = await mine.fetch(1, timeout=LONG_POLL)
        except NothingYet:
            continue
        recorded = read_view(message.data, message.metadata.sequence.stream)
        sender = (message.headers or {}).get(FROM, zvh)
        yield Received(recorded, sender)
        await message.ack()


async def from_inbox(nc: Client, organisation: str) -> AsyncIterator[Received[View]]:
    """At its own node: everything that its inbox holds, and then what comes."""
    inbox = EventStore(nc, subjects.inbox_stream(organisation))
    async for message in inbox.subscribe(subjects.inbox_of(organisation)):
        yield _received(message)


class HistoryRefused(Exception):
    """The ZVH does not show its outbox to this organisation; the message is its refusal, in Dutch."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.message} ({refusal.rule})")


async def inbox_history(
    nc: Client, zvh: str, organisation: str, since: datetime, follow: bool
) -> AsyncGenerator[Received[View], None]:
    """As a client: what was disclosed to this organisation from a moment on, and with `follow` what comes, by asking the ZVH.

    The durable consumer stays where it is. Raises `HistoryRefused`, `Unanswered`.
    """
    after = 0
    while True:
        question = {"since": since.isoformat(), "after": after, "wait": ASK_WAITS if follow else 0}
        answer = await client.ask(nc, zvh, organisation, "disclosure", "inbox", question)
        if isinstance(answer, Refusal):
            raise HistoryRefused(answer)
        for message in answer["messages"]:
            yield Received(read_view(json.dumps(message["event"]).encode(), message["sequence"]), message["from"])
            after = message["sequence"]
        if answer["next"] is None and not follow:
            return


async def node_history(
    nc: Client, organisation: str, since: datetime, follow: bool
) -> AsyncGenerator[Received[View], None]:
    """At its own node: what came in from a moment on, and with `follow` what comes."""
    inbox, mine = EventStore(nc, subjects.inbox_stream(organisation)), subjects.inbox_of(organisation)
    async with aclosing(inbox.subscribe(mine) if follow else inbox.replay(mine)) as messages:
        async for message in messages:
            if message.time >= since:
                yield _received(message)


def _received(message: StoredMessage) -> Received[View]:
    """A node that hears of several ZVHs has filed each message under its sender; else there is one, and the header tells which."""
    recorded = read_view(message.data, message.seq)
    sender = subjects.sender_of_arrived(message.subject) or message.headers.get(FROM, recorded.source)
    return Received(recorded, sender)
