"""Events of `handover`: the move to another ZVH (rules MOV)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, OrganisationId, Text
from levensloop.contracts.vocabulary import Heads, Person

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
MoveNumber = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Which move of this case, from 1")]
Count = Annotated[int, Field(ge=0), holds(Category.PROCESS, "How many events of the case were sent")]
Supplier = Annotated[OrganisationId, holds(Category.PROCESS, "Who supplied data of those categories")]
AnswerBefore = Annotated[date, holds(Category.PROCESS, "Answered before the end of this day")]
Chain = Annotated[Digest, holds(Category.PROCESS, "Chained SHA-256 of those events, as bytes, in order")]


class MoveAnnounced(DomainEvent):
    """MOV-1: the client moves to the region of another ZVH."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directs now")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that will direct")]
    reason: Annotated[Text, holds(Category.HOUSING, "Why, and to where")]
    planned_on: Annotated[date, holds(Category.PROCESS, "Intended date of the transfer")]


class IdentityPresented(DomainEvent):
    """MOV-1, WGS 2.28(1): who moves, and nothing else of the case; the receiving ZVH says whether it knows this person."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directs now")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that is asked")]
    person: Annotated[Person, holds(Category.IDENTITY, "Who moves")]
    due: AnswerBefore


class IdentityAnswered(DomainEvent):
    """MOV-1, WGS 2.28(1): a person at the receiving ZVH compared, and says hit or no hit. Nothing of what it has travels."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that asked")]
    hit: Annotated[bool, holds(Category.IDENTITY, "Whether this person is known there")]


class IdentityOverdue(DomainEvent):
    """MOV-1: the receiving ZVH has not answered in time; recorded by the ZVH that directs."""

    move: MoveNumber
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that was asked")]
    due: AnswerBefore


class IdentityWithdrawn(DomainEvent):
    """MOV-6: the move ended before the case was released, or while some of it was held; nothing more is asked of the receiver."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that asked")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that was asked")]


class SupplierAgreementAsked(DomainEvent):
    """MOV-1, WGS 2.28(4): special-category and criminal data go to another ZVH only after who supplied them agreed."""

    move: MoveNumber
    supplier: Supplier
    owner: Annotated[
        OrganisationId, holds(Category.PROCESS, "Who answers: the supplier, or the ZVH where it is no more")
    ]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that would receive them")]
    categories: Annotated[tuple[Category, ...], holds(Category.PROCESS, "Which of those data")]
    due: AnswerBefore


class SupplierAgreed(DomainEvent):
    """MOV-1, WGS 2.28(4): what this supplier supplied may go to the receiving ZVH."""

    move: MoveNumber
    supplier: Supplier
    note: Annotated[Text | None, holds(Category.GUIDANCE, "What it said of it")] = None


class SupplierDeclined(DomainEvent):
    """MOV-1, WGS 2.28(4): it may not. The case, or what is held of it, stays until it agrees after all, or the move is cancelled."""

    move: MoveNumber
    supplier: Supplier
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why not")]


class SupplierAgreementOverdue(DomainEvent):
    """MOV-1: a supplier has not answered in time."""

    move: MoveNumber
    supplier: Supplier
    due: AnswerBefore


class CaseReleased(DomainEvent):
    """MOV-1: hit or no hit was answered, and every supplier agreed: from here on the case itself travels, but for what is held."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that sends the case")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that receives it")]
    suppliers: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Who agreed")]


class CaseStreamReceived(DomainEvent):
    """MOV-2: the receiving ZVH checked that it has the case as sent, up to here: every event, unchanged."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that sent the case")]
    count: Count
    digest: Chain


class HandoverAccepted(DomainEvent):
    """MOV-3, MOV-5: the receiving ZVH is ready to direct, and names who will carry the case there."""

    move: MoveNumber
    heads: Annotated[Heads, holds(Category.STAFF, "Who will carry the case")]


class JointMeetingHeld(DomainEvent):
    """MOV-4: both teams met about the client."""

    move: MoveNumber
    participants: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Organisations that met")]
    agreements: Annotated[Text, holds(Category.GUIDANCE, "What was agreed; who stays involved")]


class MoveOverdue(DomainEvent):
    """MOV-5: the intended day passed, and direction was not transferred."""

    move: MoveNumber
    planned_on: Annotated[date, holds(Category.PROCESS, "Intended date of the transfer")]


class MoveCancelled(DomainEvent):
    """MOV-6: the move falls through, and nothing changed hands."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directs, and goes on directing")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that will not direct")]
    reason: Annotated[Text, holds(Category.HOUSING, "Why it falls through")]


class DirectionTransferred(DomainEvent):
    """MOV-5: process direction and levensloop coordination moved, at this moment, together."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directed")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directs from now on")]
    heads: Annotated[Heads, holds(Category.STAFF, "Who carry the case from now on")]
    count: Count
    digest: Chain
