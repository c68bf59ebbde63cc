"""What stands in the way of a disclosure in one case, by what its suppliers and the client said (WGS 2.29, 1.7(1)).

A supplier's condition or objection is about its own data only: what it supplied, or will, of a category, or in one event. It never keeps
data from the supplier itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from levensloop.contracts.categories import ABOUT_NOBODY, Category
from levensloop.contracts.erased import if_known
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure
from levensloop.contracts.events.inclusion import ConsentRecorded
from levensloop.contracts.good_care import Facts
from levensloop.contracts.good_care import evolve as evolve_facts
from levensloop.contracts.intake import Consent
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.special_data import SPECIAL
from levensloop.contracts.supplied import Leaf
from levensloop.contracts.third_party import Admissions, in_effect, past
from levensloop.contracts.third_party import evolve as evolve_admissions

CONSENT = "WGS-2.29-2"
CONDITION = "WGS-2.29-3"
OBJECTION = "WGS-1.7-1"
ERASURE = "WGS-1.8-7"
ADMISSION = "WGS-1.7-2"
AGREEMENT = "WGS-1.7-3"
EXPIRED = "WGS-2.31-9"
"""The rules by which something of what the matrix gives is withheld."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """A condition or an objection, by `rule`: on what, and to whom it may not go. `until`: the last day on which it holds."""

    rule: str
    number: int
    supplier: str
    categories: frozenset[Category]
    event: UUID | None
    not_to: Recipients | None = None
    only_to: Recipients | None = None
    anyone: bool = False
    until: date | None = None
    words: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on this day."""
        return self.until is None or day <= self.until

    def covers(self, event: UUID, supplier: str, category: Category) -> bool:
        """Whether it is about a field of this category that this supplier gave in this event."""
        return supplier == self.supplier and (event == self.event or category in self.categories)

    def excludes(self, organisation: str, role: Role) -> bool:
        """Whether what it is about may not go there."""
        if organisation == self.supplier:
            return False
        if self.anyone or (self.not_to is not None and self.not_to.has(organisation, role)):
            return True
        return self.only_to is not None and not self.only_to.has(organisation, role)


@dataclass(frozen=True, slots=True)
class Restrictions:
    """`consent`: what the client said last (INF-2), `None` before, and where that is destroyed. Open conditions and objections by
    number; `conditions_set` and `objections_made` count those that are over, too. `admissions`: of third parties (WGS-1.7-2, WGS-1.7-3);
    `facts`: by which good care is a ground or none (WGS-2.29-2)."""

    consent: Consent | None = None
    said_on: date | None = None
    conditions: Mapping[int, Restriction] = field(default_factory=dict)
    objections: Mapping[int, Restriction] = field(default_factory=dict)
    conditions_set: int = 0
    objections_made: int = 0
    admissions: Admissions = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)

    @property
    def consented(self) -> bool:
        """Whether the client's consent stands (WGS 2.29(2))."""
        return self.consent is Consent.GIVEN

    def against_third(self, organisation: str, leaf: Leaf, zvh: str, day: date) -> str | None:
        """The rule by which a field that `zvh` recorded does not go to this third party on this day: its admission is over, or does not
        name the category, or the supplier of special data did not agree. What the ZVH itself recorded, those who decided on the
        admission decided on."""
        if leaf.category in ABOUT_NOBODY:
            return None
        if past(self.admissions, organisation, day):
            return EXPIRED
        admission = in_effect(self.admissions, organisation, day)
        if admission is None or not admission.names(leaf.category):
            return ADMISSION
        if leaf.category not in SPECIAL or leaf.supplier in (zvh, organisation):
            return None
        return None if admission.agreed(leaf.supplier, leaf.category) else AGREEMENT

    def against(self, organisation: str, role: Role, day: date) -> Iterator[Restriction]:
        """Each that keeps something from this organisation on this day: objections first, then conditions, by number."""
        for each in (*self.objections.values(), *self.conditions.values()):
            if each.holds_on(day) and each.excludes(organisation, role):
                yield each


def evolve(known: Restrictions, recorded: Recorded[DomainEvent]) -> Restrictions:
    """What stands in the way after one more event of the case."""
    facts = evolve_facts(known.facts, recorded.event)
    if facts is not known.facts:
        known = replace(known, facts=facts)
    admissions = evolve_admissions(known.admissions, recorded.event)
    if admissions is not known.admissions:
        return replace(known, admissions=admissions)
    match recorded.event:
        case ConsentRecorded(consent=consent, said_on=said_on):
            return replace(known, consent=if_known(consent), said_on=if_known(said_on))
        case disclosure.ConditionsSet() as made:
            condition = Restriction(
                CONDITION,
                made.condition,
                made.supplier,
                frozenset(made.categories),
                made.event,
                made.not_to,
                made.only_to,
                until=made.until,
                words=made.words,
            )
            return replace(
                known, conditions={**known.conditions, made.condition: condition}, conditions_set=made.condition
            )
        case disclosure.ConditionsLifted(condition=gone):
            return replace(known, conditions={n: c for n, c in known.conditions.items() if n != gone})
        case disclosure.DisclosureObjected() as made:
            not_to = None if made.against is None else Recipients(organisations=(made.against,))
            objection = Restriction(
                OBJECTION,
                made.objection,
                made.supplier,
                frozenset(made.categories),
                made.event,
                not_to,
                anyone=made.against is None,
                words=made.reasons,
            )
            return replace(
                known, objections={**known.objections, made.objection: objection}, objections_made=made.objection
            )
        case disclosure.ObjectionWithdrawn(objection=gone):
            return replace(known, objections={n: o for n, o in known.objections.items() if n != gone})
    return known
