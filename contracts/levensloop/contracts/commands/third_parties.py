"""Commands of `inclusion` about third parties (WGS 1.7(2)(3)(4), 2.31(9)(11)).

What the law asks may be absent on the wire, so that the refusal can say which is missing.
"""

from datetime import date

from pydantic import Field

from levensloop.contracts.categories import Category
from levensloop.contracts.event import CommandData, OrganisationId, Text
from levensloop.contracts.reference_number import RacNumber


class AdmitThirdParty(CommandData):
    """WGS 2.31(9). By public participants, or the ZVH that names them. `until` absent: as long as the term is."""

    organisation: OrganisationId
    contact: Text
    occasion: Text
    necessity: Text | None = None
    legal_basis: Text | None = None
    rac_reference: RacNumber | None = None
    categories: tuple[Category, ...] = Field(min_length=1)
    until: date | None = None
    heard: tuple[OrganisationId, ...] = ()
    deciders: tuple[OrganisationId, ...] = ()


class AnswerAdmissionRequest(CommandData):
    """WGS 1.7(3). By the supplier that was asked, or the procesregisseur for one that is no more."""

    admission: int = Field(ge=1)
    agrees: bool
    supplier: OrganisationId | None = None
    note: Text | None = None


class ObjectToAdmission(CommandData):
    """WGS 1.7(2). By a participant in the team, before it takes effect or after."""

    admission: int = Field(ge=1)
    reason: Text


class WithdrawAdmissionObjection(CommandData):
    """WGS 1.7(2). By who objected."""

    admission: int = Field(ge=1)


class WithdrawAdmission(CommandData):
    """WGS 2.31(9). By public participants, or the ZVH that names them."""

    admission: int = Field(ge=1)
    reason: Text
    deciders: tuple[OrganisationId, ...] = ()


class RecordResultGiven(CommandData):
    """WGS 2.31(11). By the ZVH or a public participant, afterwards: the giving itself happens outside this network."""

    recipient: Text
    given_on: date
    provided: Text
    categories: tuple[Category, ...] = Field(min_length=1)
    necessity: Text | None = None
    legal_basis: Text | None = None
    rac_reference: RacNumber | None = None
    heard: tuple[OrganisationId, ...] = ()
    agreed_by: tuple[OrganisationId, ...] = ()
    deciders: tuple[OrganisationId, ...] = ()


class GiveFeedback(CommandData):
    """WGS 1.7(4). By the third party about its admission, or the ZVH that heard it; `finished`: it uses it no more."""

    admission: int | None = Field(default=None, ge=1)
    giving: int | None = Field(default=None, ge=1)
    feedback: Text
    finished: bool = False
