"""What this process has seen of each aggregate, so that a save needs no question first and a load no full read.

Nothing here is trusted: a head is sent along as the expectation of an append, which the server judges; a mark is a
fact of the past (that version stands at that sequence), which an append-only stream never changes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Generic, TypeVar

MOST = 10_000  # subjects remembered, the least recently used forgotten first

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A version (or position) and the stream sequence it stands at."""

    version: int
    seq: int


class Recent(Generic[T]):
    """The values of the most recently used keys."""

    def __init__(self, most: int = MOST) -> None:
        self._values: OrderedDict[str, T] = OrderedDict()
        self._most = most

    def get(self, key: str) -> T | None:
        """The value last put, None when forgotten."""
        if (value := self._values.get(key)) is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: str, value: T) -> None:
        """Remember."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def forget(self, key: str) -> None:
        """It turned out to be wrong."""
        self._values.pop(key, None)


class Memory:
    """`heads`: the last known of each subject; `marks`: where a reader of later versions may begin."""

    def __init__(self) -> None:
        self.heads: Recent[Place] = Recent()
        self.marks: Recent[Place] = Recent()

    def seq_of(self, subject: str, version: int) -> int | None:
        """The sequence at which exactly this version stands, when known."""
        for place in (self.marks.get(subject), self.heads.get(subject)):
            if place and place.version == version:
                return place.seq
        return None

    def seq_before(self, subject: str, version: int) -> int:
        """A sequence after which all versions above `version` stand; 0 when unknown."""
        places = (self.marks.get(subject), self.heads.get(subject))
        return max((place.seq for place in places if place and place.version <= version), default=0)
