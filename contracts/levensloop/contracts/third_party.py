"""Third parties in a case: what each admission still waits for, and what may go by it. Pure (WGS 1.7(2)(3), 2.31(9)).

A third party (standing `third`) is no participant: it is in the team only by an admission that is in effect, and what goes to it is
what the matrix gives its role *and* the admission names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import third_parties as events
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.special_data import Agreement


@dataclass(frozen=True, slots=True)
class Admission:
    """One admission, as it stands. `decided`: what was decided; `objections`: who objects now; `heard`: who could object, did or not."""

    decided: events.ThirdPartyAdmitted
    heard: bool
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    objections: tuple[str, ...] = ()
    in_effect: bool = False
    ended: bool = False

    @property
    def number(self) -> int:
        return self.decided.admission

    @property
    def organisation(self) -> str:
        return self.decided.organisation

    @property
    def pending(self) -> bool:
        """Whether it waits: not in effect, and not over."""
        return not self.in_effect and not self.ended

    @property
    def disagreeing(self) -> tuple[str, ...]:
        """Suppliers that did not agree (yet)."""
        return tuple(supplier for supplier, asked in self.agreements.items() if not asked.agreed)

    @property
    def ready(self) -> bool:
        """Whether nothing stands in its way any more. Necessity, basis and the RAC's test are there since it was decided."""
        return self.pending and self.heard and not self.objections and not self.disagreeing

    def names(self, category: Category) -> bool:
        """Whether data of this category may go by it, until its last day."""
        return self.in_effect and category in self.decided.categories

    def agreed(self, supplier: str, category: Category) -> bool:
        """Whether who supplied data of this category agreed; asked only for special-category and criminal data."""
        asked = self.agreements.get(supplier)
        return asked is not None and asked.agreed is True and category in asked.kinds


Admissions = Mapping[int, Admission]
"""Number → admission; those that are over too."""


def evolve(admissions: Admissions, event: DomainEvent) -> Admissions:
    """The admissions after one more event. Another ZVH admits anew: those of the old region end with the transfer."""
    if not admissions and not isinstance(event, events.ThirdPartyAdmitted):
        return admissions  # as of nearly every event of nearly every case
    match event:
        case events.ThirdPartyAdmitted(admission=number, object_before=last):
            return {**admissions, number: Admission(event, heard=last is None)}
        case DirectionTransferred() if admissions:
            return {n: replace(a, in_effect=False, ended=True) for n, a in admissions.items()}
        case events.ThirdPartyAdmissionTookEffect(admission=number, organisation=organisation):
            return {n: _took_effect(a, number, organisation) for n, a in admissions.items()}
    found = admissions.get(getattr(event, "admission", None) or 0)
    if found is None or type(event).__module__ != events.__name__:
        return admissions
    return {**admissions, found.number: _one(found, event)}


def _took_effect(admission: Admission, number: int, organisation: str) -> Admission:
    """It takes the place of the one that this organisation had."""
    if admission.number == number:
        return replace(admission, in_effect=True)
    if admission.organisation == organisation and admission.in_effect:
        return replace(admission, in_effect=False, ended=True)
    return admission


def _one(admission: Admission, event: DomainEvent) -> Admission:
    match event:
        case events.AdmissionAgreementAsked(supplier=supplier) as asked:
            return _agreement(admission, supplier, Agreement(asked.owner, frozenset(asked.categories), asked.due))
        case events.AdmissionAgreed(supplier=supplier) if supplier in admission.agreements:
            return _agreement(admission, supplier, replace(admission.agreements[supplier], agreed=True))
        case events.AdmissionDeclined(supplier=supplier) if supplier in admission.agreements:
            return _agreement(admission, supplier, replace(admission.agreements[supplier], agreed=False))
        case events.AdmissionAgreementOverdue(supplier=supplier) if supplier in admission.agreements:
            return _agreement(admission, supplier, replace(admission.agreements[supplier], overdue=True))
        case events.AdmissionObjected(by=by):
            return replace(admission, objections=(*admission.objections, by.organisation))
        case events.AdmissionObjectionWithdrawn(by=by):
            return replace(admission, objections=tuple(o for o in admission.objections if o != by.organisation))
        case events.AdmissionObjectionTermEnded():
            return replace(admission, heard=True)
        case events.ThirdPartyAdmissionExpired() | events.ThirdPartyAdmissionWithdrawn():
            return replace(admission, in_effect=False, ended=True)
    return admission


def _agreement(admission: Admission, supplier: str, found: Agreement) -> Admission:
    return replace(admission, agreements={**admission.agreements, supplier: found})


def in_effect(admissions: Admissions, organisation: str, day: date) -> Admission | None:
    """The admission by which this third party may be in the team on this day in the Netherlands; after its last day there is none,
    also while that has not been recorded yet (WGS 2.31(9))."""
    found = _took(admissions, organisation)
    return found if found and day <= found.decided.until else None


def past(admissions: Admissions, organisation: str, day: date) -> bool:
    """Whether the last day of its admission is over, and nothing recorded that yet: the timer is still to go off."""
    found = _took(admissions, organisation)
    return found is not None and day > found.decided.until


def _took(admissions: Admissions, organisation: str) -> Admission | None:
    return next((a for a in admissions.values() if a.organisation == organisation and a.in_effect), None)


def pending(admissions: Admissions, organisation: str) -> Admission | None:
    """The one of this third party that waits."""
    return next((a for a in admissions.values() if a.organisation == organisation and a.pending), None)
