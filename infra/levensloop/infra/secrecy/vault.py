"""A case's events into and out of a log: sealed with the keys of the case, which are made when first needed."""

from collections.abc import Sequence
from typing import Protocol
from weakref import WeakSet

from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.recorded import Recorded, read_opened
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.secrecy.key_store import KeyStore
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.sealing import seal, suppliers, take


class Holder(Protocol):
    """Keeps cases in clear at hand."""

    def forget(self, case: CaseId) -> None: ...


class Vault:
    """Seals and unseals with the keys of a `KeyStore`."""

    def __init__(self, keys: KeyStore) -> None:
        self.keys = keys
        self._holders: WeakSet[Holder] = WeakSet()

    def held_by(self, holder: Holder) -> None:
        """This one keeps what it read, and is told when it must not any more."""
        self._holders.add(holder)

    def forget(self, case: CaseId) -> None:
        """Something of this case was destroyed: whoever reads through this vault reads it anew, and finds it gone."""
        self.keys.forget(case)
        for holder in list(self._holders):
            holder.forget(case)

    async def seal(self, case: CaseId, events: Sequence[tuple[CloudEvent, type[DomainEvent]]]) -> list[bytes]:
        """Events of one case as they go into the log. Raises `EventStoreError`, `MasterKeyProblem`."""
        whose = {supplier for envelope, kind in events for supplier in suppliers(envelope, kind)}
        keys = await self.keys.to_encrypt(case, Use.FIELDS, whose)
        return [seal(envelope, kind, keys) for envelope, kind in events]

    async def unseal(self, stored: Sequence[bytes]) -> list[CloudEvent]:
        """Events as a log has them, in clear; what is destroyed is `GONE`.

        Raises `UnreadableEvent`, `Tampered`, `NotSealed`, `KeyLost`, `MasterKeyProblem`, `EventStoreError`.
        """
        closed = [take(body) for body in stored]
        kids: dict[CaseId, set[str]] = {}
        for event in closed:
            kids.setdefault(event.envelope.subject, set()).update(event.kids)
        keys = {case: await self.keys.to_decrypt(case, Use.FIELDS, wanted) for case, wanted in kids.items()}
        return [event.opened(keys[event.envelope.subject]) for event in closed]

    async def read(self, messages: Sequence[StoredMessage]) -> list[Recorded[DomainEvent]]:
        """What these messages of a log say. Raises as `unseal`."""
        opened = await self.unseal([message.data for message in messages])
        return [read_opened(e, m.data, m.seq) for e, m in zip(opened, messages, strict=True)]


def read_closed(body: bytes, position: int) -> Recorded[DomainEvent]:
    """The event as who has no keys sees it: every personal field as if it were destroyed.

    Raises `UnreadableEvent`, `Tampered`, `NotSealed`.
    """
    return read_opened(take(body).closed(), body, position)
