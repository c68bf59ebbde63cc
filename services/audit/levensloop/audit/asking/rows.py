"""A row of an answer: what it says, and the records that it rests on; how rows come from records one by one; what a record is of."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from levensloop.audit.words import CAPACITIES, DECLARED, VOUCHED
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
    """`cells` beside the columns of its question; `of`: the records by their index, oldest first; `at`: the moment of each of these."""

    cells: tuple[str, ...]
    of: tuple[int, ...]
    at: tuple[datetime, ...] = ()


WINTER = " wintertijd"
_MOMENT = re.compile(rf"\b(\d\d-\d\d-\d{{4}} \d\d:\d\d:\d\d)({WINTER})?")
_DAY = re.compile(r"\b(\d\d)-(\d\d)-(\d{4})\b")


class Fold(Protocol):
    """The answer to one question, made while the log goes by."""

    def over(self, record: Indexed) -> Iterable[Row]:
        """The next record, in the order of the log; the rows that are known by it."""
        ...

    def close(self) -> Iterable[Row]:
        """After the last: the other rows."""
        ...


@dataclass(frozen=True, slots=True)
class Each:
    """A record gives a row or none; nothing is remembered."""

    row_of: Callable[[Indexed], Row | None]

    def over(self, record: Indexed) -> Iterable[Row]:
        found = self.row_of(record)
        return () if found is None else (found,)

    def close(self) -> Iterable[Row]:
        return ()


class CaseFold(Protocol):
    """What a question remembers of one case: as much as its rows need, and no record more."""

    def over(self, record: Indexed) -> None:
        """The next record of the case."""
        ...

    def rows(self) -> Iterable[Row]:
        """After the last."""
        ...


class PerCase:
    """The rows of each case together; the cases in the order in which they first appear."""

    def __init__(self, begin: Callable[[], CaseFold]) -> None:
        self._begin, self._cases = begin, dict[object, CaseFold]()

    def over(self, record: Indexed) -> Iterable[Row]:
        case = record.account.case
        if case is not None:
            if case not in self._cases:
                self._cases[case] = self._begin()
            self._cases[case].over(record)
        return ()

    def close(self) -> Iterator[Row]:
        for case in self._cases.values():
            yield from case.rows()


def row(record: Indexed, *cells: str) -> Row:
    """What one record says."""
    return Row(cells, (record.index,), (record.account.at,))


def moment(at: datetime) -> str:
    """As people in the Netherlands write it; of the hour that comes twice in October it says which."""
    here = at.astimezone(AMSTERDAM)
    return f"{here:%d-%m-%Y %H:%M:%S}{WINTER if here.fold else ''}"


def in_iso(cell: str) -> str:
    """The cell for a machine: each moment in it in ISO 8601 with its offset, each day as `2026-03-02`."""
    return _DAY.sub(r"\3-\2-\1", _MOMENT.sub(_stamp, cell))


def _stamp(found: re.Match[str]) -> str:
    at = datetime.strptime(found[1], "%d-%m-%Y %H:%M:%S").replace(tzinfo=AMSTERDAM, fold=1 if found[2] else 0)
    return at.isoformat()


def when(account: Account) -> datetime:
    """When it was done: what came along with a case was done before it came here, where it was first recorded."""
    return account.origin.at if account.origin else account.at


def by(account: Account) -> str:
    """Which organisation did it, also where another ZVH handed it over."""
    return account.origin.organisation if account.origin else account.organisation


def via(account: Account) -> str:
    """Of what came along with a case: from which ZVH, and when it was received."""
    return f"{account.organisation}, ontvangen {moment(account.at)}" if account.origin else ""


def who(account: Account) -> tuple[str, str, str]:
    """Organisation, function and capacity of who acted; with the function which person it was, as its organisation calls that, and in which
    way that is known."""
    known = DECLARED if account.vouched is None else VOUCHED[account.vouched]
    person = f" (medewerker {account.person}, {known})" if account.person else ""
    return by(account), f"{account.functionary}{person}", CAPACITIES[account.capacity]


def case_of(account: Account) -> str:
    """Whom it is about, as the pseudonym that the ZVH resolves."""
    return str(account.case) if account.case else ""


def case_row(cells: tuple[str, ...], *of: Indexed | None) -> Row:
    """What several records of a case say together; at least one."""
    rests = [record for record in of if record]
    return Row(
        (case_of(rests[0].account), *cells),
        tuple(record.index for record in rests),
        tuple(record.account.at for record in rests),
    )


def is_event(record: Indexed, *kinds: type[DomainEvent]) -> bool:
    """Whether it is the record of such an event itself, and not of what became of it."""
    return EVENTS.get(record.account.what) in kinds and of_log(record)


def of_log(record: Indexed) -> bool:
    """Whether it is the record of an event itself."""
    return any(covered.stream.startswith("LOG_") for covered in record.account.covers)


def place(record: Indexed) -> int | None:
    """The number of the event in the log of the node; None where it is of no event itself."""
    return next((c.position for c in reversed(record.account.covers) if c.stream.startswith("LOG_")), None)


def came_along(record: Indexed) -> bool:
    """Whether another ZVH recorded it, and it came here with the case; who receives a case answers before its history comes."""
    a = record.account
    return a.origin is not None or (a.operation is Operation.COLLECT and a.role is Role.ZVH and a.organisation != a.zvh)
