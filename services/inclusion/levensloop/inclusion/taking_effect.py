"""What follows of an admission by itself: suppliers are asked, and once all four conditions are there it takes effect (WGS 1.7(2)(3))."""

from collections.abc import Iterator, Sequence

from levensloop.contracts.categories import Category
from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.third_parties import AdmissionAgreementAsked, ThirdPartyAdmissionTookEffect
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.special_data import Kinds, suppliers
from levensloop.contracts.standing import ACTIVE
from levensloop.contracts.terms import ADMISSION_AGREEMENT, FEEDBACK
from levensloop.contracts.third_party import Admission
from levensloop.inclusion.state import State
from levensloop.inclusion.team import joins


def proceed(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """Whatever was recorded: also who supplies special data for the first time while a third party is in, is asked; until it
    agreed, that does not go there."""
    if state.standing.phase not in ACTIVE:
        return []
    return [event for found in state.standing.admissions.values() for event in _of(state, found, context)]


def _of(state: State, admission: Admission, context: Context) -> Iterator[DomainEvent]:
    if admission.ended:
        return
    asks = list(_asks(state, admission, context))
    yield from asks
    if asks or not admission.ready:
        return
    decided, organisation = admission.decided, admission.organisation
    owed = state.feedback.get(organisation)
    yield ThirdPartyAdmissionTookEffect(
        at=context.now,
        by=context.by,
        admission=admission.number,
        organisation=organisation,
        categories=decided.categories,
        until=decided.until,
        agreed=tuple(admission.agreements),
        feedback_before=owed.due if owed else context.due(FEEDBACK),
    )
    if not state.standing.in_team(organisation) and organisation in context.organisations:
        yield joins(organisation, decided.contact, context.today, context, decided.deciders, admission.number)


def _asks(state: State, admission: Admission, context: Context) -> Iterator[AdmissionAgreementAsked]:
    for supplier, kinds in suppliers(state.supplied, context.me, context.organisations).items():
        wanted = kinds & frozenset(admission.decided.categories)
        before = admission.agreements.get(supplier)
        if wanted and supplier != admission.organisation and not (before and wanted <= before.kinds):
            yield _ask(admission, supplier, wanted, context)


def _ask(admission: Admission, supplier: str, kinds: Kinds, context: Context) -> AdmissionAgreementAsked:
    """Of a supplier that is not in the topology any more, the ZVH answers."""
    return AdmissionAgreementAsked(
        at=context.now,
        by=context.by,
        admission=admission.number,
        supplier=supplier,
        owner=supplier if supplier in context.organisations else context.me,
        organisation=admission.organisation,
        categories=tuple(kind for kind in Category if kind in kinds),
        due=context.due(ADMISSION_AGREEMENT),
    )
