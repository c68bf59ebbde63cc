"""A row of an answer: what it says, and the records that it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from levensloop.audit.words import CAPACITIES
from levensloop.contracts.accountability import Account
from levensloop.contracts.calendar import AMSTERDAM


@dataclass(frozen=True, slots=True)
class Indexed:
    """A record and its place in the tree, from 0."""

    index: int
    account: Account


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` beside the columns of its question; `of`: the records by their index, oldest first."""

    cells: tuple[str, ...]
    of: tuple[int, ...]


def row(record: Indexed, *cells: str) -> Row:
    """What one record says."""
    return Row(cells, (record.index,))


def moment(at: datetime) -> str:
    """As people in the Netherlands write it."""
    return f"{at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}"


def who(account: Account) -> tuple[str, str, str]:
    """Organisation, function and capacity of who acted."""
    return account.organisation, account.functionary, CAPACITIES[account.capacity]


def case_of(account: Account) -> str:
    """Whom it is about, as the pseudonym that the ZVH resolves."""
    return str(account.case) if account.case else ""


def per_case(records: Iterable[Indexed]) -> Iterator[Sequence[Indexed]]:
    """The records of each case, in their order; the cases in the order in which they first appear."""
    found: dict[object, list[Indexed]] = {}
    for record in records:
        if record.account.case is not None:
            found.setdefault(record.account.case, []).append(record)
    yield from found.values()
