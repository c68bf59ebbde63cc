"""The clock of each datum: five years from its first processing, which is when its event was first recorded, wherever (WGS 1.8(7)).

What is of one quarter is destroyed at once, when the oldest of it is five years old. So nothing is kept longer than the law allows, and
nothing destroyed by its term more than a quarter earlier. A move does not start the clock anew: the event keeps its time.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import QuarterExpired, RetentionExtended
from levensloop.contracts.periods import quarter_of
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import SERVICE_OF_EVENT
from levensloop.contracts.retention import last_day


@dataclass(frozen=True, slots=True)
class Clock:
    """`first`: quarter → when the oldest of it was recorded. `last`: when the newest datum was. `expired`: by which ZVH, which quarter:
    each destroys its own copy. `until`: the last day to which all of it was extended."""

    first: dict[str, datetime] = field(default_factory=dict)
    last: datetime | None = None
    expired: frozenset[tuple[str, str]] = frozenset()
    until: date | None = None

    def due(self, moment: datetime) -> datetime:
        """When what was first processed then must be gone: as the day begins on which that is five years ago, or later by extension."""
        return end_of(last_day(moment, self.until))

    def quarters(self, zvh: str) -> dict[str, datetime]:
        """Quarter → when it is due, of what this ZVH still has."""
        return {quarter: self.due(first) for quarter, first in self.first.items() if (zvh, quarter) not in self.expired}


def evolve(clock: Clock, recorded: Recorded[DomainEvent]) -> Clock:
    """The clock after one more event. What retention itself records says nothing of the client, and keeps nothing alive."""
    match recorded.event:
        case QuarterExpired(quarter=quarter, by=by):
            return replace(clock, expired=clock.expired | {(by.organisation, quarter)})
        case RetentionExtended(until=until):
            clock = replace(clock, until=max(until, clock.until or until))
    quarter, first = quarter_of(recorded.time), recorded.time
    first = min(first, clock.first.get(quarter, first))
    clock = replace(clock, first={**clock.first, quarter: first})
    if SERVICE_OF_EVENT[type(recorded.event)] == "retention":
        return clock
    return replace(clock, last=max(recorded.time, clock.last or recorded.time))
