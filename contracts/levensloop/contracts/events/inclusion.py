"""Events of `inclusion`: report, triage, inclusion table, informing the client, team, exit (rules REP to INF, TEA, EXT)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, Moment, OrganisationId, Text
from levensloop.contracts.intake import Consent
from levensloop.contracts.monitoring import Payer
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import (
    Concern,
    CriterionFinding,
    Heads,
    Person,
    Position,
    SeatTaken,
    TriageGround,
    TriageOutcome,
)

Deciders = Annotated[
    tuple[OrganisationId, ...], holds(Category.PROCESS, "The public participants that decided this (WGS 2.31)")
]
ActionNumber = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Number of the action in this case")]


class ClientReported(DomainEvent):
    """REP-1: a fixed participant reported a person."""

    person: Annotated[Person, holds(Category.IDENTITY, "Who is reported")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "Reason for the report")]
    concerns: Annotated[tuple[Concern, ...], holds(Category.HEALTH, "Concerns per life domain")]
    safety: Annotated[tuple[Text, ...], holds(Category.POLICE, "Safety concerns")]
    tried: Annotated[tuple[Text, ...], holds(Category.GUIDANCE, "What has been tried already")]
    plan_before: Annotated[date | None, holds(Category.PROCESS, "A plan is due on this day at the latest (INC-7)")] = (
        None
    )


class PurposeAssessed(DomainEvent):
    """REP-3, WGS 2.31(2): a public participant judged whether the report fits the purpose."""

    fits: Annotated[bool, holds(Category.PROCESS, "Whether it fits the purpose")]
    purpose: Annotated[Text, holds(Category.GUIDANCE, "The purpose of processing in this case (WGS 2.25)")]
    reasoning: Annotated[Text, holds(Category.GUIDANCE, "Why it fits, or not")]


class TriageConcluded(DomainEvent):
    """TRI-1, TRI-2, TRI-3: the weighing team's joint decision."""

    outcome: Annotated[TriageOutcome, holds(Category.PROCESS, "Advice, case conference or inclusion table")]
    participants: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "The weighing team")]
    grounds: Annotated[tuple[TriageGround, ...], holds(Category.PROCESS, "Grounds for a case conference")]
    reasoning: Annotated[Text, holds(Category.GUIDANCE, "Why, the past included")]
    advice: Annotated[Text | None, holds(Category.GUIDANCE, "Advice to the reporter")] = None


class InclusionTableHeld(DomainEvent):
    """INC-1, INC-2, INC-4: who sat at the table, each criterion, and every position."""

    seats: Annotated[tuple[SeatTaken, ...], holds(Category.PROCESS, "Each seat: taken by whom, or why empty")]
    criteria: Annotated[tuple[CriterionFinding, ...], holds(Category.HEALTH, "Each criterion, substantiated")]
    positions: Annotated[tuple[Position, ...], holds(Category.GUIDANCE, "Every partner's position")]


class ClientIncluded(DomainEvent):
    """INC-5: the client belongs in the Levensloopaanpak; the team starts to exist."""

    included_on: Annotated[date, holds(Category.GUIDANCE, "Inclusion date")]
    heads: Annotated[Heads, holds(Category.STAFF, "Who carry the case")]


class InclusionPostponed(DomainEvent):
    """INC-3: the table has questions first. The case comes back by itself, on the day named here at the latest."""

    reason: Annotated[Text, holds(Category.GUIDANCE, "Which questions or doubts")]
    until: Annotated[date, holds(Category.PROCESS, "The last of the actions is due on this day")]


class PostponedActionAgreed(DomainEvent):
    """INC-3: one of the actions for which the decision waits. Numbered from 1 in the case."""

    action: ActionNumber
    text: Annotated[Text, holds(Category.GUIDANCE, "What is done")]
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]


class PostponedActionCompleted(DomainEvent):
    """INC-3: the action is done."""

    action: ActionNumber
    outcome: Annotated[Text, holds(Category.GUIDANCE, "What came of it")]


class PostponedActionOverdue(DomainEvent):
    """INC-3: the day passed and the action is not done."""

    action: ActionNumber
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Whose action it is")]
    due: Annotated[Moment, holds(Category.PROCESS, "When it was due")]


class InclusionResumed(DomainEvent):
    """INC-3: nothing is waited for any more; the case is on the inclusion table again, by itself."""

    all_done: Annotated[bool, holds(Category.PROCESS, "Whether every action was done, or the last day passed")]


class InclusionDeclined(DomainEvent):
    """INC-6: not included, with the reason and the advice to the reporter."""

    reason: Annotated[Text, holds(Category.GUIDANCE, "Why not")]
    advice: Annotated[Text, holds(Category.GUIDANCE, "Advice to the reporter")]


class ClientInformed(DomainEvent):
    """INF-1: the client was told, in the way that fits."""

    informant: Annotated[Text, holds(Category.STAFF, "Who told the client")]
    manner: Annotated[Text, holds(Category.GUIDANCE, "How and where")]


class ConsentRecorded(DomainEvent):
    """INF-2: what the client said to sharing. Refusal stops nothing; it limits what care professionals may give (WGS 2.29(2))."""

    consent: Annotated[Consent, holds(Category.GUIDANCE, "Given, refused or withdrawn")]
    said_on: Annotated[date, holds(Category.GUIDANCE, "On which date")]


class CoordinationPayerRecorded(DomainEvent):
    """FIN-1: who pays the coordination of this client, from a day on; until another is recorded from a later day on."""

    payer: Annotated[Payer, holds(Category.FINANCIAL, "Who pays")]
    from_date: Annotated[date, holds(Category.FINANCIAL, "From which day on")]


class PartnerJoined(DomainEvent):
    """TEA-1: a partner is in the team from this date on."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Partner that joined")]
    role: Annotated[Role, holds(Category.PROCESS, "Its role")]
    contact: Annotated[Text, holds(Category.STAFF, "Whom to reach there")]
    joined_on: Annotated[date, holds(Category.PROCESS, "From which date")]
    deciders: Deciders = ()
    admission: Annotated[
        int | None, holds(Category.PROCESS, "By which admission, where it is a third party (WGS 2.31(9))")
    ] = None


class PartnerLeft(DomainEvent):
    """TEA-1: a partner is out of the team from this date on."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Partner that left")]
    role: Annotated[Role, holds(Category.PROCESS, "Its role")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why it left")]
    left_on: Annotated[date, holds(Category.PROCESS, "From which date")]
    deciders: Deciders = ()


class HeadsChanged(DomainEvent):
    """INC-5: others carry the case from here on; the team hears who. Who carried it before stays a member until it leaves."""

    heads: Annotated[Heads, holds(Category.STAFF, "Who carry the case now")]
    reason: Annotated[Text, holds(Category.STAFF, "Why this changed; nothing about the person")]


class ClientExcluded(DomainEvent):
    """EXT-1, EXT-2: the exit decision, each of the three conditions with its evidence, in writing."""

    stable_since: Annotated[date, holds(Category.HEALTH, "Stable on the danger criterion, living outside, since")]
    stability: Annotated[Text, holds(Category.HEALTH, "Evidence of stability")]
    protective_factors: Annotated[Text, holds(Category.HEALTH, "Evidence that protective factors are secured")]
    risk_assessment: Annotated[Text, holds(Category.HEALTH, "Risk assessment that shows lower or no risk")]
    participants: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Partners in the meeting")]
    client_and_relatives: Annotated[Text, holds(Category.RELATIONS, "How client and relatives took part")]
    decision: Annotated[Text, holds(Category.GUIDANCE, "The written decision (exclusiebesluit)")]
    deciders: Deciders = ()


class ReportRetracted(DomainEvent):
    """REP-1: the report was about the wrong person. The case ends, and everyone who received anything of it is told (REP-2)."""

    reason: Annotated[Text, holds(Category.GUIDANCE, "What went wrong; nothing about the person")]


class ClientDied(DomainEvent):
    """The client died: an end of its own, not an exclusion. Labels are withdrawn, and nothing is due any more (ALW-1)."""

    died_on: Annotated[date, holds(Category.IDENTITY, "Date of death")]
