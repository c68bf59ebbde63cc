"""A log as a node has it, its personal fields sealed with the keys of its cases; as many cases however many events there are."""

from pathlib import Path
from uuid import UUID

from nats.aio.client import Client

from bench.case import AT, ZVH, included_case
from bench.machine import Machine, stream
from levensloop.contracts.envelope import source_of
from levensloop.contracts.event import Actor, DomainEvent
from levensloop.contracts.events.inclusion import ClientInformed
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.master import MasterKeyInFile, make_master_key
from levensloop.infra.secrecy.vault import Vault

STREAM, KEYS = "REPLAY", "KEYS"
CASES = 300
BATCH = 480
_MORE = ClientInformed(
    at=AT, by=Actor(organisation=ZVH, functionary="coördinator"), informant="coördinator", manner="Mondeling, thuis."
)


def log_at(nc: Client, home: Path) -> CaseLog:
    """The log that `make` put there."""
    keys = JetStreamKeys(EventStore(nc, KEYS), MasterKeyInFile(home / "node.master"))
    return CaseLog(EventStore(nc, STREAM), source_of("00000001823288444000", ZVH), VirtualClock(AT), Vault(keys))


async def make(on: Machine, count: int) -> None:
    """So many events: of each case how it began, and then one by one what its client was told."""
    await stream(on.plain, STREAM, "es.>")
    await stream(on.plain, KEYS, "key.>")
    make_master_key(on.home / "node.master")
    log, begun = log_at(on.ours, on.home), included_case()
    waiting: list[NewMessage] = []

    async def put(case: int, *events: DomainEvent) -> None:
        made = await log.messages(CaseHistory(UUID(int=case + 1 << 80 | 0x4 << 76 | 0x8 << 60), ()), events)
        waiting.extend(NewMessage(message.subject, message.data, message.headers) for message in made)
        if len(waiting) >= BATCH:
            await log.store.append(waiting[:BATCH])
            del waiting[:BATCH]

    left = count
    for case in range(CASES):
        await put(case, *begun[:left])
        left -= len(begun[:left])
    while left:
        for case in range(min(CASES, left)):
            await put(case, _MORE)
        left -= min(CASES, left)
    if waiting:
        await log.store.append(waiting)
