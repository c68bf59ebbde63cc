"""What disclosure knows of a case: refusals to provide, what stands in the way of disclosures, and who supplied something in what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from levensloop.contracts import restrictions, standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import ProvisionRefused
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.standing import Standing
from levensloop.contracts.supplied import leaves


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
class State:
    """`suppliers`: event → who gave something in it that is about a person."""

    standing: Standing = field(default_factory=Standing)
    restrictions: Restrictions = field(default_factory=Restrictions)
    refusals: tuple[Refused, ...] = ()
    suppliers: Mapping[UUID, frozenset[str]] = field(default_factory=dict)


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    event = recorded.event
    givers = frozenset(leaf.supplier for leaf in leaves(event) if leaf.category is not Category.PROCESS)
    state = replace(
        state,
        standing=standing.evolve(state.standing, recorded),
        restrictions=restrictions.evolve(state.restrictions, recorded),
        suppliers={**state.suppliers, recorded.id: givers},
    )
    if isinstance(event, ProvisionRefused):
        refused = Refused(
            event.refusal, event.by.organisation, day_of(event.at), event.categories, event.question, event.reasons
        )
        return replace(state, refusals=(*state.refusals, refused))
    return state
