"""Commands of `inclusion`."""

from datetime import date

from pydantic import Field

from levensloop.contracts.event import CommandData, OrganisationId, Text
from levensloop.contracts.intake import AgreedAction, Consent
from levensloop.contracts.monitoring import Payer
from levensloop.contracts.vocabulary import (
    Concern,
    CriterionFinding,
    Heads,
    Invitation,
    Person,
    Position,
    SeatTaken,
    TriageGround,
    TriageOutcome,
)


class ReportClient(CommandData):
    """REP-1. The case id in the envelope is new: the reporter's system makes it, at random."""

    person: Person
    reason: Text
    concerns: tuple[Concern, ...] = Field(min_length=1)
    safety: tuple[Text, ...] = Field(min_length=1)
    tried: tuple[Text, ...] = ()


class AssessPurpose(CommandData):
    """REP-3. By a public participant."""

    fits: bool
    purpose: Text
    reasoning: Text


class ConcludeTriage(CommandData):
    """TRI-1. By the ZVH, for the weighing team."""

    outcome: TriageOutcome
    participants: tuple[OrganisationId, ...] = Field(min_length=1)
    grounds: tuple[TriageGround, ...] = ()
    reasoning: Text
    advice: Text | None = None


class IncludeClient(CommandData):
    """INC-5, with the record of the table (INC-1, INC-2, INC-4) and the team that starts."""

    seats: tuple[SeatTaken, ...]
    criteria: tuple[CriterionFinding, ...]
    positions: tuple[Position, ...]
    heads: Heads
    team: tuple[Invitation, ...]


class PostponeInclusion(CommandData):
    """INC-3, with the record of the table. Actions may be absent on the wire, so that the refusal can name the rule."""

    seats: tuple[SeatTaken, ...]
    criteria: tuple[CriterionFinding, ...]
    positions: tuple[Position, ...]
    reason: Text
    actions: tuple[AgreedAction, ...] = ()


class CompletePostponedAction(CommandData):
    """INC-3. By the owner, or the ZVH."""

    action: int = Field(ge=1)
    outcome: Text


class DeclineInclusion(CommandData):
    """INC-6, with the record of the table."""

    seats: tuple[SeatTaken, ...]
    criteria: tuple[CriterionFinding, ...]
    positions: tuple[Position, ...]
    reason: Text
    advice: Text


class RecordClientInformed(CommandData):
    """INF-1."""

    informant: Text
    manner: Text


class RecordConsent(CommandData):
    """INF-2. Without a date: today."""

    consent: Consent
    said_on: date | None = None


class RecordCoordinationPayer(CommandData):
    """FIN-1. By the ZVH."""

    payer: Payer
    from_date: date


class AddPartner(CommandData):
    """TEA-1, WGS 2.31(3)(4). By a public participant in the team, or the ZVH that names who of them decided."""

    organisation: OrganisationId
    contact: Text
    deciders: tuple[OrganisationId, ...] = ()


class RemovePartner(CommandData):
    """TEA-1, WGS 2.31(4). By a public participant in the team, or the ZVH that names who of them decided."""

    organisation: OrganisationId
    reason: Text
    deciders: tuple[OrganisationId, ...] = ()


class ChangeHeads(CommandData):
    """INC-5. By the procesregisseur; not while the case moves (MOV-5). `deciders` where somebody new joins by it (WGS 2.31(3)(4))."""

    heads: Heads
    reason: Text
    deciders: tuple[OrganisationId, ...] = ()


class ExcludeClient(CommandData):
    """EXT-1, EXT-2, WGS 2.31(8). Evidence may be absent on the wire, so that the refusal can say which is missing."""

    stable_since: date | None = None
    stability: Text | None = None
    protective_factors: Text | None = None
    risk_assessment: Text | None = None
    participants: tuple[OrganisationId, ...]
    client_and_relatives: Text
    decision: Text
    deciders: tuple[OrganisationId, ...] = ()


class RetractReport(CommandData):
    """REP-1. By who reported, or the ZVH; also after the inclusion, and when the case was closed. Not while it moves."""

    reason: Text


class RecordDeath(CommandData):
    """ALW-1. By the ZVH, wherever the case is on its way."""

    died_on: date
