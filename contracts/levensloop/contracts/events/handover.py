"""Events of `handover`: the move to another ZVH (rules MOV)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, OrganisationId, Text
from levensloop.contracts.vocabulary import Heads

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
MoveNumber = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Which move of this case, from 1")]
Count = Annotated[int, Field(ge=0), holds(Category.PROCESS, "How many events of the case were sent")]
Chain = Annotated[Digest, holds(Category.PROCESS, "Chained SHA-256 of those events, as bytes, in order")]


class MoveAnnounced(DomainEvent):
    """MOV-1: the client moves to the region of another ZVH."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directs now")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that will direct")]
    reason: Annotated[Text, holds(Category.HOUSING, "Why, and to where")]
    planned_on: Annotated[date, holds(Category.PROCESS, "Intended date of the transfer")]


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


class DirectionTransferred(DomainEvent):
    """MOV-5: process direction and levensloop coordination moved, at this moment, together."""

    move: MoveNumber
    from_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directed")]
    to_zvh: Annotated[OrganisationId, holds(Category.PROCESS, "ZVH that directs from now on")]
    heads: Annotated[Heads, holds(Category.STAFF, "Who carry the case from now on")]
    count: Count
    digest: Chain
