"""The event store's errors as the library's (PEP 249 names), so that applications written for it understand them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing import persistence as library

from levensloop.infra.eventstore.errors import (
    BatchTooLarge,
    Conflict,
    EventStoreError,
    MessageTooLarge,
    StoreRefused,
    StreamMissing,
)

_AS: dict[type[EventStoreError], type[library.PersistenceError]] = {
    Conflict: library.IntegrityError,
    StreamMissing: library.ProgrammingError,
    StoreRefused: library.ProgrammingError,
    MessageTooLarge: library.DataError,
    BatchTooLarge: library.DataError,
}  # all others: OperationalError


@contextmanager
def translated() -> Iterator[None]:
    """Raise what the library expects, with the original as cause."""
    try:
        yield
    except EventStoreError as error:
        raise _AS.get(type(error), library.OperationalError)(str(error)) from error
