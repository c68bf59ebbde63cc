"""What differs between two states as JSON, down to the values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in which two states of a case differ: where, as `plan.plan.actions.0.owner`, and both values; `None` where it is not."""

    path: str
    was: Any
    now: Any


def changes(was: Any, now: Any, path: str = "") -> Iterator[Change]:
    """What differs between two states (JSON), down to the values, in the order of the first."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in [*was, *(name for name in now if name not in was)]:
            yield from changes(was.get(name), now.get(name), f"{path}.{name}" if path else str(name))
    elif isinstance(was, list) and isinstance(now, list):
        for at in range(max(len(was), len(now))):
            then, today = (items[at] if at < len(items) else None for items in (was, now))
            yield from changes(then, today, f"{path}.{at}")
    elif was != now:
        yield Change(path, was, now)
