"""A node that protects nothing, to measure what protection costs. Only a benchmark makes one: no command or service of ours can."""

import os
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from faststream.nats import NatsMessage

from levensloop.contracts.codec import parse
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.infra.messaging import app, confidential
from levensloop.infra.messaging.answering import Reply
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.aead import KEY_BYTES, Key
from levensloop.infra.secrecy.key_store import Told, nobody
from levensloop.infra.secrecy.keys import CaseKeys, Ring, Scope, Use
from levensloop.infra.secrecy.letters import write_letter
from levensloop.infra.secrecy.vault import Vault

_KEY = Key("in-clear", os.urandom(KEY_BYTES))


class NoKeys:
    """A key store that keeps nothing: there is one key, of nobody, for everything."""

    async def to_encrypt(self, case: CaseId, use: Use, organisations: Iterable[str]) -> CaseKeys:
        return CaseKeys({name: Ring((_KEY,), frozenset((_KEY.kid,))) for name in organisations})

    async def to_decrypt(self, case: CaseId, use: Use, kids: Iterable[str]) -> CaseKeys:
        return CaseKeys({})

    async def rotate(self, scope: Scope) -> bool:
        return False

    async def take_over(self, scope: Scope, theirs: Ring) -> None: ...

    async def destroy(self, scope: Scope, told: Told = nobody) -> int:
        return 0

    async def scopes(self, case: CaseId) -> list[Scope]:
        return []

    async def tried(self) -> None: ...

    def forget(self, case: CaseId) -> None: ...


class ClearVault(Vault):
    """Puts events into a log as they are, and takes them out so."""

    def __init__(self) -> None:
        super().__init__(NoKeys())

    async def seal(self, case: CaseId, events: Sequence[tuple[CloudEvent, type[DomainEvent]]]) -> list[bytes]:
        return [envelope.to_bytes() for envelope, _ in events]

    async def unseal(self, stored: Sequence[bytes]) -> list[CloudEvent]:
        return [parse(body) for body in stored]


@asynccontextmanager
async def in_clear(node: Node) -> AsyncIterator[Node]:
    """This node without sealed fields, letters and requests. Until the block ends its services can be wired beside those of
    others, that do protect what they have."""
    bare = replace(node, vault=ClearVault())
    sealed = confidential.confidential

    def answer(here: Node, service: str, opened: confidential.Opened) -> Reply:
        async def reply(message: NatsMessage) -> bytes:
            return await opened(message.raw_message.subject, message.body, None)  # no user signs what is in clear

        return reply if isinstance(here.vault, ClearVault) else sealed(here, service, opened)

    def letter(body: bytes, address: Address, key: Key, signing: Any) -> bytes:
        return body if signing is bare.own.signing else write_letter(body, address, key, signing)

    with patch.object(app, "confidential", answer), patch("levensloop.disclosure.letters.write_letter", letter):
        yield bare
