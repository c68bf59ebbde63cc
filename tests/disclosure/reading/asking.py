"""A recipient that reads: its letters as they stand in the outbox, opened over its own connection."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from disclosure.disclosing import account, letters

from levensloop.contracts import subjects
from levensloop.contracts.refusal import Refusal
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reading import TRIES, Arrived, Closed, Opened, Reader, Received
from levensloop.infra.nodes.network import Network
from support.waiting import PATIENCE, eventually


@asynccontextmanager
async def reader(network: Network, organisation: str, tries: int = TRIES) -> AsyncIterator[Reader]:
    """`tries`: as who follows what comes has them."""
    nc = await network.connect(organisation)
    try:
        yield Reader(nc, organisation, tries)
    finally:
        await nc.close()


async def sent(node: Node, case: UUID, organisation: str) -> list[Arrived]:
    """Its letters of this case, as a node of its own would have copied them."""
    return [
        Arrived(message.data, case, node.me, message.seq, message.seq)
        for message in await letters(node, case)
        if message.subject.split(".")[1] == organisation
    ]


async def copied(network: Network, organisation: str, case: UUID, count: int) -> list[bytes]:
    """The raw messages of this case in its own node, once there are so many."""
    nc = await network.connect(organisation)
    inbox = EventStore(nc, subjects.inbox_stream(organisation))
    try:

        async def there() -> bool:
            return len(await inbox.load(subjects.out(organisation, case))) >= count

        await eventually(there, f"{count} letters at {organisation}")
        return [message.data for message in await inbox.load(subjects.out(organisation, case))]
    finally:
        await nc.close()


async def asked(network: Network, node: Node, organisation: str, **question: Any) -> dict[str, Any] | Refusal:
    """The question for keys, as it goes over the wire."""
    nc = await network.connect(organisation)
    try:
        return await client.ask(
            nc, node.me, organisation, "disclosure", "keys", {"id": str(uuid4()), **question}, PATIENCE
        )
    finally:
        await nc.close()


def names(opened: Sequence[Opened]) -> list[str]:
    """What could be read."""
    return [type(one.recorded.event).__name__ for one in opened if isinstance(one, Received)]


def rules(opened: Sequence[Opened]) -> list[str]:
    """Why the rest could not."""
    return [one.refusal.rule for one in opened if isinstance(one, Closed)]


async def told(node: Node, case: UUID, outcome: Outcome, organisation: str) -> list[AccountRecord]:
    """The records with this outcome of this organisation."""
    return [r for _, r in await account(node, case) if r.outcome is outcome and r.to == organisation]
