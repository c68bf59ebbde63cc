"""Something that is not as it must be: which check found it, where, and what, in Dutch."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from levensloop.audit.log.reading import LogReader
from levensloop.infra.messaging.node import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """`where`: a stream and a place in it, a file, a case; nobody is in it."""

    check: str
    where: str
    what: str


class Look(Protocol):
    """A check of a node, whose accountability log is read through `reader`. Raises `EventStoreError`."""

    def __call__(self, node: Node, reader: LogReader) -> AsyncIterator[Finding]: ...
