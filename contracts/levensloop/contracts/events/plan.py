"""Events of `plan`: picture, plan, label per partner, reviews (rules PIC, PLN, REV)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, Moment, OrganisationId, Text
from levensloop.contracts.housing import HousingAnswers, HousingResult, HousingSituation, HousingTrack
from levensloop.contracts.intake import Inventory, WlzGround
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import Person, Plan, ReviewFinding

Number = Annotated[int, Field(ge=1)]
ActionNumber = Annotated[Number, holds(Category.PROCESS, "Number of the action in this case")]
ConferenceNumber = Annotated[Number, holds(Category.PROCESS, "Number of the crisis conference in this case")]
RouteNumber = Annotated[Number, holds(Category.PROCESS, "Number of the housing route in this case")]
Housing = Annotated[HousingSituation | None, holds(Category.HOUSING, "Whether the client has a place to live")]
PlanVersion = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Version of the plan, from 1")]


class SituationAssessed(DomainEvent):
    """PIC-1: the team's picture of the person."""

    participants: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Partners in the conference")]
    who: Annotated[Text, holds(Category.HEALTH, "Who the person is")]
    protective_factors: Annotated[tuple[Text, ...], holds(Category.HEALTH, "Protective factors")]
    risks: Annotated[tuple[Text, ...], holds(Category.HEALTH, "Risks")]
    motivation: Annotated[Text, holds(Category.GUIDANCE, "Motivation of the client")]
    input_of_client: Annotated[Text, holds(Category.RELATIONS, "Input of the client and relatives")]
    inventory: Annotated[Inventory | None, holds(Category.PROCESS, "What there is, and who supplied it (PIC-2)")] = None
    housing: Housing = None


class WlzChecked(DomainEvent):
    """PIC-3: whether there is a Wlz indication, and which, with the inclusion date."""

    included_on: Annotated[date, holds(Category.GUIDANCE, "Inclusion date")]
    indicated: Annotated[bool, holds(Category.HEALTH, "Whether there is an indication")]
    ground: Annotated[WlzGround | None, holds(Category.HEALTH, "Its ground")] = None
    profile: Annotated[Text | None, holds(Category.HEALTH, "Its care profile, such as VG07")] = None


class PlanEstablished(DomainEvent):
    """PLN-1, PLN-2, PLN-5: the first version of the levensloopplan. The term of the first review starts (REV-1)."""

    plan_version: PlanVersion
    plan: Annotated[Plan, holds(Category.GUIDANCE, "The plan")]
    review_before: Annotated[
        date | None, holds(Category.PROCESS, "The first review is due on this day at the latest")
    ] = None


class PlanRevised(DomainEvent):
    """PLN-5: a next version, shared anew with the team."""

    plan_version: PlanVersion
    plan: Annotated[Plan, holds(Category.GUIDANCE, "The plan")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "What changed and why")]


class PlanOverdue(DomainEvent):
    """INC-7: the month from report to plan passed without an established plan."""

    due: Annotated[Moment, holds(Category.PROCESS, "When the plan was due")]


class ActionAgreed(DomainEvent):
    """PLN-4: somebody does something before a day. Actions of a case are numbered from 1."""

    action: ActionNumber
    text: Annotated[Text, holds(Category.GUIDANCE, "What is done")]
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]


class ActionCompleted(DomainEvent):
    """PLN-4: the action is done."""

    action: ActionNumber
    outcome: Annotated[Text, holds(Category.GUIDANCE, "What came of it")]


class ActionReassigned(DomainEvent):
    """PLN-4: somebody else does it from now on; also when the owner left the team, and the ZVH takes it over."""

    action: ActionNumber
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it now")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why it changed hands")]


class ActionOverdue(DomainEvent):
    """PLN-4: the day passed and the action is not done."""

    action: ActionNumber
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Whose action it is")]
    due: Annotated[Moment, holds(Category.PROCESS, "When it was due")]


class LabelRequested(DomainEvent):
    """PLN-6: this partner is asked to register the label in its own system."""

    partner: Annotated[OrganisationId, holds(Category.PROCESS, "Partner that is asked")]
    role: Annotated[Role, holds(Category.PROCESS, "Its role")]
    system: Annotated[Text, holds(Category.GUIDANCE, "In which of its systems")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]
    person: Annotated[Person | None, holds(Category.IDENTITY, "Whom the label is for")] = None


class LabelRegistered(DomainEvent):
    """PLN-6: the partner registered the label."""

    partner: Annotated[OrganisationId, holds(Category.PROCESS, "Partner that registered")]
    system: Annotated[Text, holds(Category.GUIDANCE, "In which of its systems")]


class LabelOverdue(DomainEvent):
    """PLN-6: the term passed and the partner has not said that it registered the label."""

    partner: Annotated[OrganisationId, holds(Category.PROCESS, "Partner that was asked")]
    role: Annotated[Role, holds(Category.PROCESS, "Its role")]
    due: Annotated[Moment, holds(Category.PROCESS, "When it was due")]


class LabelWithdrawn(DomainEvent):
    """PLN-6: the partner is asked to take the label out of its own system."""

    partner: Annotated[OrganisationId, holds(Category.PROCESS, "Partner that is asked")]
    role: Annotated[Role, holds(Category.PROCESS, "Its role")]
    system: Annotated[Text, holds(Category.GUIDANCE, "From which of its systems")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why: exit, or no longer in the team")]


class ReviewHeld(DomainEvent):
    """REV-1, REV-2: the team looked at the case again."""

    participants: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Partners in the review")]
    findings: Annotated[tuple[ReviewFinding, ...], holds(Category.GUIDANCE, "What was found per topic")]
    next_before: Annotated[date, holds(Category.PROCESS, "The next review is due on this day at the latest")]
    housing: Housing = None


class ReviewOverdue(DomainEvent):
    """REV-1: the term of three months passed without a review."""

    due: Annotated[Moment, holds(Category.PROCESS, "When the review was due")]


class CrisisConferenceCalled(DomainEvent):
    """REV-3: the team meets at once: somebody called it, or an acute signal did. Numbered from 1."""

    conference: ConferenceNumber
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why the team meets")]
    due: Annotated[date, holds(Category.PROCESS, "It is held on this day at the latest")]
    signal: Annotated[int | None, holds(Category.PROCESS, "Signal that called it, if one did")] = None


class CrisisConferenceHeld(DomainEvent):
    """REV-3: the team met about the crisis."""

    conference: ConferenceNumber
    participants: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Partners in the conference")]
    agreements: Annotated[Text, holds(Category.GUIDANCE, "What was agreed")]


class CrisisConferenceOverdue(DomainEvent):
    """REV-3: the day passed without the conference."""

    conference: ConferenceNumber
    due: Annotated[Moment, holds(Category.PROCESS, "When it was due")]


class HousingProfileRecorded(DomainEvent):
    """PLN-7: who somebody is to live with (woonprofiel); the latest counts."""

    who: Annotated[Text, holds(Category.HEALTH, "Who the person is")]
    approach: Annotated[Text, holds(Category.GUIDANCE, "Approach: how to treat the client")]
    tried: Annotated[tuple[Text, ...], holds(Category.HOUSING, "What was tried")]
    works: Annotated[tuple[Text, ...], holds(Category.HOUSING, "What works, in approach and living climate")]


class HousingRouteStarted(DomainEvent):
    """PLN-7: a tailored housing route begins; numbered from 1. It has an owner and a next day until it ends (ALW-1)."""

    route: RouteNumber
    track: Annotated[HousingTrack, holds(Category.HOUSING, "Adapt what exists, or develop something new")]
    answers: Annotated[HousingAnswers, holds(Category.HOUSING, "The four questions")]
    next_step: Annotated[Text, holds(Category.HOUSING, "What is done next")]
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]


class HousingRouteAdvanced(DomainEvent):
    """PLN-7: what came of the step, and the next one: of whom, before when; track and answers as they are from now on."""

    route: RouteNumber
    outcome: Annotated[Text, holds(Category.HOUSING, "What came of the step")]
    track: Annotated[HousingTrack, holds(Category.HOUSING, "Adapt what exists, or develop something new")]
    answers: Annotated[HousingAnswers, holds(Category.HOUSING, "The four questions")]
    next_step: Annotated[Text, holds(Category.HOUSING, "What is done next")]
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]


class HousingRouteReassigned(DomainEvent):
    """PLN-7: whose step it was left the team; the ZVH has it from now on, before the same day."""

    route: RouteNumber
    from_organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Whose step it was")]
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it now")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]


class HousingRouteOverdue(DomainEvent):
    """PLN-7: the day passed without the next step."""

    route: RouteNumber
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Whose step it is")]
    due: Annotated[Moment, holds(Category.PROCESS, "When it was due")]


class HousingRouteEnded(DomainEvent):
    """PLN-7: there is a place, or none is needed any more."""

    route: RouteNumber
    result: Annotated[HousingResult, holds(Category.HOUSING, "How it ends")]
    outcome: Annotated[Text, holds(Category.HOUSING, "Which place, or why none is needed")]
