"""Commands of `handover`."""

from datetime import date

from pydantic import Field

from levensloop.contracts.event import CommandData, OrganisationId, Text
from levensloop.contracts.vocabulary import Heads


class AnnounceMove(CommandData):
    """MOV-1. By the ZVH that directs."""

    to_zvh: OrganisationId
    reason: Text
    planned_on: date


class AnswerIdentity(CommandData):
    """MOV-1, WGS 2.28(1). By the receiving ZVH: whether it knows the person whose identity was presented. A person compares."""

    hit: bool


class AnswerSupplierRequest(CommandData):
    """MOV-1, WGS 2.28(4). By the supplier that was asked; with `supplier`, by the ZVH for one that is not there any more."""

    agrees: bool
    note: Text | None = None
    supplier: OrganisationId | None = None


class AcceptHandover(CommandData):
    """MOV-3, MOV-5. By the receiving ZVH."""

    heads: Heads


class HoldJointMeeting(CommandData):
    """MOV-4. By either ZVH."""

    participants: tuple[OrganisationId, ...] = Field(min_length=2)
    agreements: Text


class CancelMove(CommandData):
    """MOV-6. By the ZVH that directs, as long as direction was not transferred."""

    reason: Text


class TransferDirection(CommandData):
    """MOV-5. By the ZVH that directs."""
