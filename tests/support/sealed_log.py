"""A log in memory: events sealed as a node has them, any bytes beside them, and the keys at hand. For who reads, and needs no server."""

import json
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.envelope import source_of
from levensloop.contracts.event import DomainEvent
from levensloop.infra.eventstore.messages import StoredMessage, matches
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.eventstore.wire import nanoseconds
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.key_store import KeyStore
from levensloop.infra.secrecy.keys import CaseKeys, Ring, Use
from levensloop.infra.secrecy.vault import Vault
from support.samples.world import HAAGLANDEN, NOW


class KeysAtHand:
    """As a `KeyStore`, for what a test needs of one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[UUID, Use], CaseKeys] = {}

    async def to_encrypt(self, case: UUID, use: Use, organisations: Iterable[str]) -> CaseKeys:
        keys = self.kept.get((case, use), CaseKeys())
        for organisation in sorted(keys.lacking(organisations)):
            keys = CaseKeys({**keys.rings, organisation: Ring().with_new(new_key())})
        self.kept[case, use] = keys
        return keys

    async def to_decrypt(self, case: UUID, use: Use, kids: Iterable[str]) -> CaseKeys:
        return self.kept.get((case, use), CaseKeys())

    def forget(self, case: UUID) -> None: ...


class InMemory:
    """As an `EventStore`, for who reads it."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.messages: list[StoredMessage] = []

    def put(self, subject: str, data: bytes) -> int:
        """Under the next place, whoever wrote it; the place."""
        self.messages.append(StoredMessage(subject, data, {}, len(self.messages) + 1, nanoseconds(NOW)))
        return len(self.messages)

    async def last_seq(self) -> int:
        return len(self.messages)

    async def load(self, pattern: str, after: int = 0) -> list[StoredMessage]:
        return [m for m in self.messages if m.seq > after and matches(pattern, m.subject)]

    async def replay(
        self, pattern: str, after: int = 0, until_seq: int | None = None
    ) -> AsyncGenerator[StoredMessage, None]:
        for message in await self.load(pattern, after):
            if until_seq is None or message.seq <= until_seq:
                yield message


@dataclass
class SealedLog:
    """`log` as services have it; what stands in `store` is what `given` sealed and `put` put there."""

    keys: KeysAtHand = field(default_factory=KeysAtHand)
    store: InMemory = field(default_factory=lambda: InMemory(subjects.log_stream(HAAGLANDEN)))

    def __post_init__(self) -> None:
        vault = Vault(cast(KeyStore, self.keys))
        source = source_of("00000009910000000000", HAAGLANDEN)
        self.log = CaseLog(cast(EventStore, self.store), source, VirtualClock(NOW), vault)

    async def given(self, case: UUID, *events: DomainEvent) -> list[int]:
        """Their places."""
        made = await self.log.messages(CaseHistory(case, ()), events)
        return [self.store.put(message.subject, message.data) for message in made]

    async def sealed(self, case: UUID, event: DomainEvent) -> tuple[str, bytes]:
        """Subject and bytes, put nowhere."""
        (message,) = await self.log.messages(CaseHistory(case, ()), [event])
        return message.subject, message.data


def edited(body: bytes, edit: Callable[[dict[str, Any]], object]) -> bytes:
    """These bytes with something else in them."""
    content = json.loads(body)
    edit(content)
    return json.dumps(content).encode()
