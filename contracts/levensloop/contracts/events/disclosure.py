"""Events of `disclosure`: what who supplies data says on providing it and on passing it on (WGS 1.5(1), 1.7(1), 2.29(3)); and what of
it was wrong (GDPR 16)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, OrganisationId, Text
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.vocabulary import Person

ConditionNumber = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Number of the condition in this case")]
ObjectionNumber = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Number of the objection in this case")]
Supplier = Annotated[OrganisationId, holds(Category.PROCESS, "Whose data it is about")]
Categories = Annotated[
    tuple[Category, ...], holds(Category.PROCESS, "All that it supplied or will supply, of these categories")
]
OfEvent = Annotated[UUID | None, holds(Category.PROCESS, "Only what it supplied in this event")]


class ProvisionRefused(DomainEvent):
    """WGS 1.5(1): a participant does not provide what was asked, for weighty reasons. An outcome, no failure: the ZVH sees it."""

    refusal: Annotated[int, Field(ge=1), holds(Category.PROCESS, "Number of the refusal in this case")]
    categories: Annotated[tuple[Category, ...], holds(Category.PROCESS, "Which categories of data (WGS 2.30)")]
    question: Annotated[Text, holds(Category.GUIDANCE, "What was asked")]
    reasons: Annotated[Text, holds(Category.GUIDANCE, "The weighty reasons")]


class ConditionsSet(DomainEvent):
    """WGS 2.29(3): a supplier's conditions on passing on. In words they travel along; to whom it may not go is checked each time."""

    condition: ConditionNumber
    supplier: Supplier
    categories: Categories = ()
    event: OfEvent = None
    not_to: Annotated[Recipients | None, holds(Category.PROCESS, "To these it does not go")] = None
    only_to: Annotated[Recipients | None, holds(Category.PROCESS, "To these it may go, and to no others")] = None
    until: Annotated[date | None, holds(Category.PROCESS, "The last day on which the condition holds")] = None
    words: Annotated[Text, holds(Category.GUIDANCE, "The condition as its recipient reads it")]


class ConditionsLifted(DomainEvent):
    """WGS 2.29(3): a condition holds no longer."""

    condition: ConditionNumber
    supplier: Supplier
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why")]


class DisclosureObjected(DomainEvent):
    """WGS 1.7(1): a supplier objects, for weighty reasons, to disclosure of what it supplied. From here on it does not go."""

    objection: ObjectionNumber
    supplier: Supplier
    categories: Categories = ()
    event: OfEvent = None
    against: Annotated[OrganisationId | None, holds(Category.PROCESS, "To whom; absent: to anyone")] = None
    reasons: Annotated[Text, holds(Category.GUIDANCE, "The weighty reasons")]


class ObjectionWithdrawn(DomainEvent):
    """WGS 1.7(1): the supplier objects no longer."""

    objection: ObjectionNumber
    supplier: Supplier
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why")]


FieldPath = Annotated[str, Field(pattern=r"^[a-z_]{1,30}(\.([a-z_]{1,30}|[0-9]{1,3})){0,5}$")]
"""A field of an event as docs/events.md names it, such as `plan.approach`; of parts that each have a supplier with the place of the
part, from 0: `inventory.debts.0.text`."""


class DatumRectified(DomainEvent):
    """GDPR 16: a datum was wrong, and this is what it should have been. Exactly one of what follows `field` is there: that of the
    category of the wrong datum, or `person` where it is about who the client is. The wrong one stays where it stands."""

    event: Annotated[UUID, holds(Category.PROCESS, "The event that holds the wrong datum")]
    field: Annotated[FieldPath, holds(Category.PROCESS, "Which field of it is wrong")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "What was wrong with it")]
    person: Annotated[Person | None, holds(Category.IDENTITY, "Who the client is")] = None
    new_identity: Annotated[Text | None, holds(Category.IDENTITY, "What it should have been, of this category")] = None
    new_housing: Annotated[Text | None, holds(Category.HOUSING, "What it should have been, of this category")] = None
    new_financial: Annotated[Text | None, holds(Category.FINANCIAL, "What it should have been, of this category")] = (
        None
    )
    new_health: Annotated[Text | None, holds(Category.HEALTH, "What it should have been, of this category")] = None
    new_police: Annotated[Text | None, holds(Category.POLICE, "What it should have been, of this category")] = None
    new_justice: Annotated[Text | None, holds(Category.JUSTICE, "What it should have been, of this category")] = None
    new_relations: Annotated[Text | None, holds(Category.RELATIONS, "What it should have been, of this category")] = (
        None
    )
    new_enforcement: Annotated[
        Text | None, holds(Category.ENFORCEMENT, "What it should have been, of this category")
    ] = None
    new_social_provisions: Annotated[
        Text | None, holds(Category.SOCIAL_PROVISIONS, "What it should have been, of this category")
    ] = None
    new_guidance: Annotated[Text | None, holds(Category.GUIDANCE, "What it should have been, of this category")] = None
