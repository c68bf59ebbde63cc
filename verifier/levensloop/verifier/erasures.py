"""Whether what is said to be destroyed is, and what is not said to be is not: by the ids of keys, which stand in clear in every record."""

from levensloop.contracts.accountability import WHO_ACTED_DESTROYED, Account, Operation, Outcome
from levensloop.verifier.bundle_errors import DestructionUndone, ErasureUnproven


class Erasures:
    """One pass over the records of a bundle. Remembers the first record of each key: it grows with the number of cases."""

    def __init__(self) -> None:
        self._opened: dict[str, int] = {}
        self._claimed: dict[str, int] = {}
        self._destroyed: dict[str, int] = {}

    def over(self, index: int, account: Account) -> None:
        """A record that may tell of a destruction. Raises DestructionUndone."""
        if tells_destruction(account):
            for kid in account.codes:
                self._destroyed.setdefault(kid, index)
                if kid in self._opened:
                    raise DestructionUndone(self._opened[kid], index)

    def opened(self, index: int, kid: str) -> None:
        """This record could be opened. Raises DestructionUndone."""
        if kid in self._destroyed:
            raise DestructionUndone(index, self._destroyed[kid])
        self._opened.setdefault(kid, index)

    def erased(self, index: int, kid: str) -> None:
        """This record is said not to be openable any more."""
        self._claimed.setdefault(kid, index)

    def close(self) -> int:
        """How many destroyed keys the records tell of. Raises ErasureUnproven for the first claim that no record bears out."""
        unproven = [index for kid, index in self._claimed.items() if kid not in self._destroyed]
        if unproven:
            raise ErasureUnproven(min(unproven))
        return len(self._destroyed)


def tells_destruction(account: Account) -> bool:
    """Whether this record says that keys of who acted were destroyed."""
    return (account.operation, account.what, account.outcome) == (Operation.ERASE, WHO_ACTED_DESTROYED, Outcome.DONE)
