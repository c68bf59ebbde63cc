"""In a case file a command may be about an event of before: `{last: SignalRaised}`, for which comes the number that it got."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import EVENTS

LAST = "last"
KINDS = frozenset(event.__name__ for event in EVENTS.values())
NOBODY = UUID(int=0)
"""In the place of what did not happen: there is no such event, and the command is refused as it would be."""


def kinds_named(data: Any) -> list[str]:
    """The types of events that these data name so, known or not."""
    if isinstance(data, dict) and data.keys() == {LAST}:
        return [str(data[LAST])]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [kind for each in inner for kind in kinds_named(each)]


def with_numbers(data: Any, case: Iterable[Recorded[DomainEvent]]) -> Any:
    """The data with the number of the last event of each kind that is named; `case`: all that was recorded of it, in order."""
    numbers = {type(recorded.event).__name__: recorded.id for recorded in case}
    return filled(data, lambda kind: numbers.get(kind, NOBODY))


def filled(data: Any, number: Callable[[str], UUID]) -> Any:
    """The data with these numbers."""
    if isinstance(data, list):
        return [filled(each, number) for each in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {LAST}:
        return str(number(str(data[LAST])))
    return {name: filled(each, number) for name, each in data.items()}
