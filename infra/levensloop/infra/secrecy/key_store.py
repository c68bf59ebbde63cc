"""The port to the keys of cases: one page, whatever keeps them."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Protocol

from levensloop.contracts.event import CaseId
from levensloop.infra.secrecy.keys import CaseKeys, Ring, Scope, Use

Told = Callable[[Collection[str]], Awaitable[None]]
"""Is told the ids of keys before they are destroyed. What it raises leaves them there."""


async def nobody(kids: Collection[str]) -> None:
    """Who is not told: for keys of no case that anybody accounts for."""


class KeyStore(Protocol):
    """Keys by case, use and organisation. All raise `EventStoreError` (it cannot be reached), `MasterKeyProblem`, `Tampered`."""

    async def to_encrypt(self, case: CaseId, use: Use, organisations: Iterable[str]) -> CaseKeys:
        """The keys of the case, with a current one for each of these organisations: what is lacking is made, once for everyone."""

    async def to_decrypt(self, case: CaseId, use: Use, kids: Iterable[str]) -> CaseKeys:
        """The keys of the case, these among them, unless they are lost: then `CaseKeys.find` says so."""

    async def rotate(self, scope: Scope) -> bool:
        """A new current key, where there is one: nobody makes a key again of what is destroyed. Whether there was. What older ones
        encrypted stays readable."""

    async def take_over(self, scope: Scope, theirs: Ring) -> None:
        """Keys that came along with a case from elsewhere: to decrypt with only."""

    async def destroy(self, scope: Scope, told: Told = nobody) -> int:
        """Destroy the keys of this scope: what they encrypted is erased. How many there were. After a failure, repeat it.

        `told` hears of each key before it goes, also of one that was made in the meantime. On a node: `erasures.destroy_keys`.
        """

    async def scopes(self, case: CaseId) -> list[Scope]:
        """Every scope of the case that ever had a key and goes with the case: what there is to destroy, so not of the
        accountability records."""

    async def tried(self) -> None:
        """Whether what is kept opens: before anybody is told that a node is at work."""

    def forget(self, case: CaseId) -> None:
        """Drop what is at hand of this case: keys of it were changed or destroyed elsewhere."""
