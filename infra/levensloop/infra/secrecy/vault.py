"""A case's events into and out of a log: sealed with the keys of the case, which are made when first needed."""

from collections.abc import Sequence

from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.infra.secrecy.key_store import KeyStore
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.sealing import seal, suppliers, take


class Vault:
    """Seals and unseals with the keys of a `KeyStore`."""

    def __init__(self, keys: KeyStore) -> None:
        self.keys = keys

    async def seal(self, case: CaseId, events: Sequence[tuple[CloudEvent, type[DomainEvent]]]) -> list[bytes]:
        """Events of one case as they go into the log. Raises `EventStoreError`, `MasterKeyProblem`."""
        whose = {supplier for envelope, kind in events for supplier in suppliers(envelope, kind)}
        keys = await self.keys.to_encrypt(case, Use.FIELDS, whose)
        return [seal(envelope, kind, keys) for envelope, kind in events]

    async def unseal(self, case: CaseId, stored: Sequence[bytes]) -> list[CloudEvent]:
        """Events of one case as a log has them, in clear; what is destroyed is `GONE`.

        Raises `UnreadableEvent`, `Tampered`, `NotSealed`, `KeyLost`, `MasterKeyProblem`, `EventStoreError`.
        """
        if not stored:
            return []
        closed = [take(body) for body in stored]
        keys = await self.keys.to_decrypt(case, Use.FIELDS, {kid for event in closed for kid in event.kids})
        return [event.opened(keys) for event in closed]
