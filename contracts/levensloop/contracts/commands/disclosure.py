"""Commands of `disclosure`: what a supplier says on providing data and on passing it on, and what of it was wrong."""

from datetime import date
from uuid import UUID

from pydantic import Field

from levensloop.contracts.categories import Category
from levensloop.contracts.event import CommandData, OrganisationId, Text
from levensloop.contracts.events.disclosure import FieldPath
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.vocabulary import Person


class RefuseProvision(CommandData):
    """WGS 1.5(1). By a participant. Reasons may be absent on the wire, so that the refusal can name the rule."""

    categories: tuple[Category, ...] = Field(min_length=1)
    question: Text
    reasons: Text | None = None


class SetConditions(CommandData):
    """WGS 2.29(3). On data of these categories, or on what was supplied in one event. Without `not_to` and `only_to`: in words alone.

    `supplier`: for one of another region, who cannot say so here itself; then by the procesregisseur.
    """

    categories: tuple[Category, ...] = ()
    event: UUID | None = None
    not_to: Recipients | None = None
    only_to: Recipients | None = None
    until: date | None = None
    words: Text
    supplier: OrganisationId | None = None


class LiftConditions(CommandData):
    """WGS 2.29(3). By who set them; for a supplier of another region by the procesregisseur."""

    condition: int = Field(ge=1)
    reason: Text


class ObjectToDisclosure(CommandData):
    """WGS 1.7(1). To one organisation or, without `against`, to anyone. `supplier` as in `SetConditions`."""

    categories: tuple[Category, ...] = ()
    event: UUID | None = None
    against: OrganisationId | None = None
    reasons: Text | None = None
    supplier: OrganisationId | None = None


class WithdrawObjection(CommandData):
    """WGS 1.7(1). By who objected; for a supplier of another region by the procesregisseur."""

    objection: int = Field(ge=1)
    reason: Text


class RectifyDatum(CommandData):
    """GDPR 16. By who supplied the datum, or by the ZVH. `field` as in `DatumRectified`. For a field of `person` the whole person as it
    should be; for any other the `text`, which takes the category of the field."""

    event: UUID
    field: FieldPath
    person: Person | None = None
    text: Text | None = None
    reason: Text
