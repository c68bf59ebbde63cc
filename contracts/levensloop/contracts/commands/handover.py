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


class AcceptHandover(CommandData):
    """MOV-3, MOV-5. By the receiving ZVH."""

    heads: Heads


class HoldJointMeeting(CommandData):
    """MOV-4. By either ZVH."""

    participants: tuple[OrganisationId, ...] = Field(min_length=2)
    agreements: Text


class TransferDirection(CommandData):
    """MOV-5. By the ZVH that directs."""
