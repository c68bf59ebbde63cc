"""Keys kept at hand: so many cases at most, and each for so long at most. What another service destroyed does not live on here."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from levensloop.contracts.event import CaseId
from levensloop.infra.secrecy.keys import Use

CASES = 500
"""Default; as many as the case log keeps."""
SECONDS = 300.0
"""Default."""

T = TypeVar("T")


class Recent(Generic[T]):
    """The most recently used first to stay, the oldest first to go; age counts from when it was put here."""

    def __init__(self, most: int = CASES, seconds: float = SECONDS, now: Callable[[], float] = monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._kept: OrderedDict[tuple[CaseId, Use], tuple[float, T]] = OrderedDict()

    def get(self, case: CaseId, use: Use) -> T | None:
        put = self._kept.get((case, use))
        if put is None:
            return None
        if self._now() - put[0] > self._seconds:
            del self._kept[case, use]
            return None
        self._kept.move_to_end((case, use))
        return put[1]

    def put(self, case: CaseId, use: Use, value: T) -> None:
        self._kept[case, use] = (self._now(), value)
        self._kept.move_to_end((case, use))
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget(self, case: CaseId) -> None:
        for use in Use:
            self._kept.pop((case, use), None)

    def __len__(self) -> int:
        return len(self._kept)
