"""A row of an answer: what it says, and the records that it rests on; and what a record is of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from levensloop.audit.words import CAPACITIES
from levensloop.contracts.accountability import Account, Operation
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role


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


def case_row(case: Sequence[Indexed], cells: tuple[str, ...], *of: Indexed | None) -> Row:
    """What several records of a case say together."""
    return Row((case_of(case[0].account), *cells), tuple(record.index for record in of if record))


def is_event(record: Indexed, *kinds: type[DomainEvent]) -> bool:
    """Whether it is the record of such an event itself, and not of what became of it."""
    return EVENTS.get(record.account.what) in kinds and of_log(record)


def of_log(record: Indexed) -> bool:
    """Whether it is the record of an event itself."""
    return any(covered.stream.startswith("LOG_") for covered in record.account.covers)


def came_along(record: Indexed) -> bool:
    """Whether another ZVH recorded it, and it came here with the case; who receives a case answers before its history comes."""
    a = record.account
    return a.operation is Operation.COLLECT and a.role is Role.ZVH and a.organisation != a.zvh
