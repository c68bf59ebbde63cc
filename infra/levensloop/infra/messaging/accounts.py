"""The accountability log of a node, to write to and to read: `AUDIT_<zvh>`, apart from what operates (WGS 1.8(4))."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account
from levensloop.contracts.event import CaseId
from levensloop.infra.eventstore.append import BATCH
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.key_store import KeyStore
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.sealed_account import key_of_record, kid_of, open_account, record_id, seal_account

NO_CASE = UUID(int=0)
"""Whose key seals what is about no case."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as the log has it: `message.data` is the entry of the tree."""

    message: StoredMessage
    account: Account


class AccountLog:
    """Fail closed: who must account for what he is about to do writes first, and does it only when that was stored."""

    def __init__(self, store: EventStore, me: str, keys: KeyStore) -> None:
        self.store, self._me, self._keys = store, me, keys

    async def write(self, accounts: Sequence[Account]) -> None:
        """Up to 900 of them all or none; more in turn. Raises `EventStoreError`, `MasterKeyProblem`: then nothing may be done."""
        messages = await self.messages(accounts)
        for start in range(0, len(messages), BATCH):
            await self.store.append(messages[start : start + BATCH])

    async def messages(self, accounts: Sequence[Account]) -> list[NewMessage]:
        """As messages for an append of one's own, with a position for instance."""
        return [await self._message(account) for account in accounts]

    async def read(self, messages: Sequence[StoredMessage]) -> list[Kept]:
        """What these messages of the log say. Raises `Tampered`, `KeyLost`, `EventStoreError`, `MasterKeyProblem`."""
        return [Kept(message, await self._opened(message)) for message in messages]

    async def key_of(self, message: StoredMessage) -> Key | None:
        """The key that opens this record and no other; None where it is destroyed. Raises as `read`."""
        kid, about = kid_of(message.data), _about(message)
        found = (await self._keys.to_decrypt(about, Use.ACCOUNT, [kid])).find(kid, _of(about))
        return None if found is None else key_of_record(found, record_id(message.data))

    async def _message(self, account: Account) -> NewMessage:
        about = account.case or NO_CASE
        key = (await self._keys.to_encrypt(about, Use.ACCOUNT, [self._me])).current(self._me)
        assert key is not None  # it was made if it was lacking
        subject = subjects.audit(account.operation, account.case)
        return NewMessage(subject, seal_account(account, key), {"Content-Type": "application/json"})

    async def _opened(self, message: StoredMessage) -> Account:
        kid, about = kid_of(message.data), _about(message)
        keys = await self._keys.to_decrypt(about, Use.ACCOUNT, [kid])
        account = open_account(message.data, keys.find(kid, _of(about)))
        if subjects.audit(account.operation, account.case) != message.subject:
            raise Tampered("De verantwoordingsregel")  # of another case, or of something else that was done
        return account


def _about(message: StoredMessage) -> CaseId:
    """Whose keys it takes. Raises `Tampered` where the subject names no case as ours do."""
    try:
        return subjects.case_of_audit(message.subject) or NO_CASE
    except ValueError as error:
        raise Tampered("De verantwoordingsregel") from error


def _of(case: CaseId) -> str:
    return "het verantwoordingslogboek" if case == NO_CASE else f"de verantwoording van casus {case}"
