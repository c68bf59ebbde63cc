"""Events of `inclusion` about third parties: who is let in for a while, what results went outside, and what they did with it
(WGS 1.7(2)(3)(4), 2.31(9)(11))."""

from datetime import date
from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, OrganisationId, Text
from levensloop.contracts.events.inclusion import Deciders
from levensloop.contracts.reference_number import RecordedNumber
from levensloop.contracts.roles import Role

AdmissionNumber = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Which admission of this case, from 1")]
GivingNumber = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Which result given outside, from 1")]
ThirdParty = Annotated[OrganisationId, holds(Category.PROCESS, "The third party")]
Supplier = Annotated[OrganisationId, holds(Category.PROCESS, "Who supplied data of those categories")]
Necessity = Annotated[Text, holds(Category.GUIDANCE, "Why this is necessary")]
LegalBasis = Annotated[Text, holds(Category.GUIDANCE, "The legal basis")]
RacReference = Annotated[RecordedNumber, holds(Category.PROCESS, "Reference of the lawfulness test by the RAC")]
Categories = Annotated[tuple[Category, ...], holds(Category.PROCESS, "Which categories of data may go, and no others")]
Until = Annotated[date, holds(Category.PROCESS, "Until the end of this day")]
FeedbackBefore = Annotated[date, holds(Category.PROCESS, "Feedback before the end of this day (WGS 1.7(4))")]
AnswerBefore = Annotated[date, holds(Category.PROCESS, "Answered before the end of this day")]


class ThirdPartyAdmitted(DomainEvent):
    """WGS 2.31(9): public participants admit a third party for one occasion. Nothing goes to it until the admission takes effect."""

    admission: AdmissionNumber
    organisation: ThirdParty
    role: Annotated[Role, holds(Category.PROCESS, "Its role")]
    contact: Annotated[Text, holds(Category.STAFF, "Whom to reach there")]
    occasion: Annotated[Text, holds(Category.GUIDANCE, "For which occasion")]
    necessity: Necessity
    legal_basis: LegalBasis
    rac_reference: RacReference
    categories: Categories
    until: Until
    deciders: Deciders
    heard: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Participants that said not to object")]
    object_before: Annotated[
        date | None, holds(Category.PROCESS, "Participants may object until the end of this day; none: all were heard")
    ] = None


class AdmissionAgreementAsked(DomainEvent):
    """WGS 1.7(3): special-category and criminal data go to a third party only after who supplied them agreed."""

    admission: AdmissionNumber
    supplier: Supplier
    owner: Annotated[
        OrganisationId, holds(Category.PROCESS, "Who answers: the supplier, or the ZVH where it is no more")
    ]
    organisation: ThirdParty
    categories: Annotated[tuple[Category, ...], holds(Category.PROCESS, "Which of those data")]
    due: AnswerBefore


class AdmissionAgreed(DomainEvent):
    """WGS 1.7(3): what this supplier supplied may go to the third party."""

    admission: AdmissionNumber
    supplier: Supplier
    note: Annotated[Text | None, holds(Category.GUIDANCE, "What it said of it")] = None


class AdmissionDeclined(DomainEvent):
    """WGS 1.7(3): it may not. Without it the admission takes no effect; said later, its data stops going."""

    admission: AdmissionNumber
    supplier: Supplier
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why not")]


class AdmissionAgreementOverdue(DomainEvent):
    """WGS 1.7(3): a supplier has not answered in time."""

    admission: AdmissionNumber
    supplier: Supplier
    due: AnswerBefore


class AdmissionObjected(DomainEvent):
    """WGS 1.7(2): a participant objects. The admission takes no effect; one that had, ends by it."""

    admission: AdmissionNumber
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why")]


class AdmissionObjectionWithdrawn(DomainEvent):
    """WGS 1.7(2): who objected does so no more."""

    admission: AdmissionNumber


class AdmissionObjectionTermEnded(DomainEvent):
    """WGS 1.7(2): every participant could have objected by now."""

    admission: AdmissionNumber
    object_before: Annotated[date, holds(Category.PROCESS, "The last day to object")]
    objected: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Who objects")]


class ThirdPartyAdmissionTookEffect(DomainEvent):
    """WGS 1.7(2)(3): nobody objects, a legal basis, the RAC's test, necessity, and where needed the suppliers' agreement: all are there."""

    admission: AdmissionNumber
    organisation: ThirdParty
    categories: Categories
    until: Until
    agreed: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Suppliers that agreed")]
    feedback_before: FeedbackBefore


class ThirdPartyAdmissionExpired(DomainEvent):
    """WGS 2.31(9): its last day is over, in effect or not. Going on takes a new admission."""

    admission: AdmissionNumber
    organisation: ThirdParty
    until: Until


class ThirdPartyAdmissionWithdrawn(DomainEvent):
    """WGS 2.31(9): it ends before its day, by decision or by an objection."""

    admission: AdmissionNumber
    organisation: ThirdParty
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why")]
    deciders: Deciders = ()


class ResultGiven(DomainEvent):
    """WGS 2.31(11): a result went to a third party outside this network; this records that it did, and by which right."""

    giving: GivingNumber
    recipient: Annotated[Text, holds(Category.GUIDANCE, "To which third party")]
    given_on: Annotated[date, holds(Category.PROCESS, "On which day")]
    provided: Annotated[Text, holds(Category.GUIDANCE, "What was given, in words")]
    categories: Annotated[tuple[Category, ...], holds(Category.PROCESS, "Which categories of data were in it")]
    necessity: Necessity
    legal_basis: LegalBasis
    rac_reference: RacReference
    heard: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Participants that said not to object")]
    agreed_by: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Suppliers that agreed beforehand")]
    deciders: Deciders
    feedback_before: FeedbackBefore


class FeedbackGiven(DomainEvent):
    """WGS 1.7(4): what a third party did with what it received. `admission` or `giving`: of which."""

    admission: Annotated[int | None, holds(Category.PROCESS, "Of which admission")] = None
    giving: Annotated[int | None, holds(Category.PROCESS, "Of which result given outside")] = None
    feedback: Annotated[Text, holds(Category.GUIDANCE, "What was done with it")]
    next_before: Annotated[
        date | None, holds(Category.PROCESS, "The next one before the end of this day; none: it uses it no more")
    ] = None


class FeedbackOverdue(DomainEvent):
    """WGS 1.7(4): a year passed without feedback."""

    admission: Annotated[int | None, holds(Category.PROCESS, "Of which admission")] = None
    giving: Annotated[int | None, holds(Category.PROCESS, "Of which result given outside")] = None
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who sees to it")]
    due: FeedbackBefore
