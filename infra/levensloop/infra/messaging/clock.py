"""What time it is: the system's, or the virtual time of a played case."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Now, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class VirtualClock:
    """Stands still until it is moved on; never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, to: datetime) -> None:
        """Move on to `to`. Raises `ValueError` when that lies in the past."""
        if to < self._now:
            raise ValueError(f"De klok kan niet terug: van {self._now.isoformat()} naar {to.isoformat()}.")
        self._now = to
