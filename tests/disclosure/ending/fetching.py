"""A partner that was away: what it finds when it comes back, through its own credentials."""

import asyncio
from contextlib import aclosing
from uuid import UUID

from disclosure.disclosing import account

from levensloop.contracts import subjects
from levensloop.contracts.view_envelope import read_view
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.partner import Opened, Received, from_outbox
from levensloop.infra.nodes.network import Network
from support.waiting import PATIENCE, eventually


async def fetched(network: Network, node: Node, organisation: str) -> list[str]:
    """What this client of the hub takes of all that waits for it and may read, confirmed; names of events, in order."""
    taken = await taken_by(network, node, organisation)
    return [type(one.recorded.event).__name__ for one in taken if isinstance(one, Received)]


async def taken_by(network: Network, node: Node, organisation: str) -> list[Opened]:
    """The same, with what stays closed."""
    last = await node.store(subjects.out_stream(node.me)).last(subjects.outbox_of(organisation))
    taken: list[Opened] = []
    nc = await network.connect(organisation)

    async def takes() -> None:
        async for one in from_outbox(nc, node.me, organisation):
            taken.append(one)

    async def all_confirmed() -> bool:
        if taking.done():
            taking.result()
        floor = (await node.nc.jetstream().consumer_info(subjects.out_stream(node.me), organisation)).ack_floor
        return last is None or (floor is not None and floor.stream_seq >= last.seq)

    taking = asyncio.create_task(takes())
    try:
        await eventually(all_confirmed, f"{organisation} has taken all that waits for it")
    finally:
        await cancel([taking])
        await nc.close()
    return taken


async def taken_two(network: Network, node: Node, organisation: str) -> list[Opened]:
    """Two of what waits for it, of which it confirmed the first and not yet the second."""
    taken: list[Opened] = []
    nc = await network.connect(organisation)
    try:
        async with asyncio.timeout(PATIENCE), aclosing(from_outbox(nc, node.me, organisation)) as messages:  # type: ignore[type-var]
            async for one in messages:
                taken.append(one)
                if len(taken) == 2:
                    break

        async def first_confirmed() -> bool:
            info = await node.nc.jetstream().consumer_info(subjects.out_stream(node.me), organisation)
            return info.num_ack_pending == 1

        await eventually(first_confirmed, "the first is confirmed")
    finally:
        await nc.close()
    return taken


async def confirmed(node: Node, organisation: str) -> None:
    """Take all that waits for it away: earlier tests of this module leave things behind."""
    await node.nc.jetstream().purge_stream(subjects.out_stream(node.me), subject=subjects.outbox_of(organisation))


async def withdrawn(node: Node, case: UUID, organisation: str | None = None) -> list[AccountRecord]:
    """The records of what was taken back."""
    return [
        record
        for _, record in await account(node, case)
        if record.outcome is Outcome.WITHDRAWN and organisation in (None, record.to)
    ]


def of(messages: list[StoredMessage], organisation: str) -> list[str]:
    """What stands ready for it, as names of events."""
    return [type(read_view(m.data, m.seq).event).__name__ for m in messages if m.subject.split(".")[1] == organisation]
