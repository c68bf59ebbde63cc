"""A case's events, asked for what a document needs: the last of a kind, all of a kind, and how the case stands."""

import functools
from collections.abc import Sequence
from datetime import date
from typing import TypeVar, cast

from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing, evolve

E = TypeVar("E", bound=DomainEvent)

Events = Sequence[Recorded[DomainEvent]]
"""Of one case, in the order of the log."""


def each(events: Events, *kinds: type[E]) -> list[Recorded[E]]:
    """All of these kinds, in order."""
    return [cast("Recorded[E]", recorded) for recorded in events if isinstance(recorded.event, kinds)]


def last(events: Events, *kinds: type[E]) -> Recorded[E] | None:
    """The latest of these kinds."""
    return next(iter(each(events[::-1], *kinds)), None)


def standing_after(events: Events) -> Standing:
    return functools.reduce(evolve, events, Standing())


def day_after(events: Events) -> date:
    """The day of the last event: how far the document goes."""
    return day_of(events[-1].event.at)
