"""What disclosure knows of a case: refusals to provide, what stands in the way of disclosures, and who supplied something in what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from levensloop.contracts import restrictions, standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified, ProvisionRefused
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.renewed import renewed
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.standing import Standing
from levensloop.contracts.supplied import Leaf, leaves


@dataclass(frozen=True, slots=True)
class Refused:
    """WGS 1.5(1): a participant did not provide what was asked."""

    number: int
    organisation: str
    on: date
    categories: tuple[Category, ...]
    question: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Known:
    """Which fields an event has, and whose."""

    kind: type[DomainEvent]
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class State:
    """`suppliers`: event → who gave something in it that is about a person. `data`: event → which fields it has; `corrections`: what was
    wrong and put right (GDPR 16), in order."""

    standing: Standing = field(default_factory=Standing)
    restrictions: Restrictions = field(default_factory=Restrictions)
    refusals: tuple[Refused, ...] = ()
    suppliers: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    data: Mapping[UUID, Known] = field(default_factory=dict)
    corrections: tuple[DatumRectified, ...] = ()


@lru_cache(maxsize=10_000)
def _same(known: Known) -> Known:
    """One for all events of the same kind with the same fields: a state keeps one for each event of its case."""
    return known


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    found = tuple(leaves(recorded.event))
    givers = frozenset(leaf.supplier for leaf in found if leaf.category is not Category.PROCESS)
    known = _same(Known(type(recorded.event), found))
    suppliers, data = {**state.suppliers, recorded.id: givers}, {**state.data, recorded.id: known}
    return _said(replace(state, suppliers=suppliers, data=data), recorded)


def evolve_shown(state: State, recorded: Recorded[DomainEvent], named: Collection[UUID]) -> State:
    """As far as views need it: they say of which kind an event was that a correction names. What each event has, and who gave it, only
    commands ask."""
    if recorded.id in named:
        state = replace(state, data={**state.data, recorded.id: Known(type(recorded.event), ())})
    return _said(state, recorded)


def _said(state: State, recorded: Recorded[DomainEvent]) -> State:
    event = recorded.event
    state = renewed(
        state,
        standing=standing.evolve(state.standing, recorded),
        restrictions=restrictions.evolve(state.restrictions, recorded),
    )
    if isinstance(event, DatumRectified):
        return replace(state, corrections=(*state.corrections, event))
    if isinstance(event, ProvisionRefused):
        refused = Refused(
            event.refusal, event.by.organisation, day_of(event.at), event.categories, event.question, event.reasons
        )
        return replace(state, refusals=(*state.refusals, refused))
    return state
