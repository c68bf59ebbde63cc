"""WGS 1.7(3), 2.28(4): who supplied special-category or criminal data to a case, and of which kind. Pure.

Who records something supplies what is in it; of the inventory each item has a supplier of its own (PIC-2). What the ZVH itself
recorded is not asked for: it announces the move, and names who decide on a third party. What an earlier ZVH recorded came here
with an agreement of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from levensloop.contracts.categories import Category, categories
from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import SituationAssessed
from levensloop.contracts.recorded import Recorded

SPECIAL = frozenset({Category.HEALTH, Category.POLICE, Category.JUSTICE})
"""The special-category and criminal data among the categories of WGS 2.30(1)."""

Kinds = frozenset[Category]
Supplied = Mapping[str, Mapping[str, Kinds]]
"""ZVH that recorded it → who supplied it → which special data."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """WGS 1.7(3), 2.28(4): a supplier that was asked; `owner` answers, `agreed` is what it said last."""

    owner: str
    kinds: Kinds
    due: date
    agreed: bool | None = None
    overdue: bool = False


def evolve(supplied: Supplied, recorded: Recorded[DomainEvent]) -> Supplied:
    """What was supplied after one more event of the case."""
    for supplier, kinds in supplied_by(recorded.event):
        there = supplied.get(recorded.source, {})
        if not kinds <= there.get(supplier, frozenset()):
            both = kinds | there.get(supplier, frozenset())
            supplied = {**supplied, recorded.source: {**there, supplier: both}}
    return supplied


def suppliers(supplied: Supplied, me: str, organisations: Mapping[str, Organisation]) -> dict[str, Kinds]:
    """Who must agree before the case leaves this ZVH: of this region, national, or not in the topology any more."""
    found = supplied.get(me, {})
    return {
        o: kinds for o, kinds in found.items() if o != me and (o not in organisations or _here(organisations[o], me))
    }


def _here(organisation: Organisation, me: str) -> bool:
    """An organisation of another region supplied there, and what came from there came with its agreement."""
    return organisation.works_with(me)


def supplied_by(event: DomainEvent) -> Iterator[tuple[str, Kinds]]:
    """Who supplies special data with this event, and of which kind."""
    if special := categories(event) & SPECIAL:
        yield event.by.organisation, special
    if isinstance(event, SituationAssessed) and event.inventory is not None:
        inventory = event.inventory  # debts and provisions are of other categories
        for indication in inventory.indications:
            yield indication.supplier, categories(indication) & SPECIAL
        for sentence in inventory.sentences:
            yield sentence.supplier, categories(sentence) & SPECIAL
