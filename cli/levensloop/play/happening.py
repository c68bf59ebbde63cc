"""What happened in one step of a played case: what was recorded, what followed, who received it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from levensloop.contracts.event import DomainEvent, Value
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal

Arrivals = Mapping[str, Sequence[str]]
"""Organisation → names of the events that reached it, in order."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One step and all that came of it. `number` from 1; 0 for a timer that fell due between two steps.

    `events` are the command's own, `follows` what services recorded because of it, at any ZVH. `deviations` are Dutch
    sentences: where it differs from what the case file expects.
    """

    number: int
    at: datetime
    note: str
    by: str | None = None
    command: str | None = None
    zvh: str | None = None
    case: str | None = None
    events: Sequence[Recorded[DomainEvent]] = ()
    follows: Sequence[Recorded[DomainEvent]] = ()
    refusal: Refusal | None = None
    arrived: Arrivals = field(default_factory=dict)
    deviations: Sequence[str] = ()

    @property
    def held(self) -> bool:
        """Whether all went as the case file expects."""
        return not self.deviations


def name_of(recorded: Recorded[Value]) -> str:
    """The class name of the event, as case files write it."""
    return type(recorded.event).__name__
