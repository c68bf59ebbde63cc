"""Commands of `plan`."""

from datetime import date

from pydantic import Field

from levensloop.contracts.event import CommandData, OrganisationId, Text, Value
from levensloop.contracts.housing import HousingResult, HousingSituation, HousingStep, HousingTrack
from levensloop.contracts.intake import Inventory, WlzGround
from levensloop.contracts.vocabulary import PlanStep, ReviewFinding, Scenario


class AssessSituation(CommandData):
    """PIC-1."""

    participants: tuple[OrganisationId, ...] = Field(min_length=1)
    who: Text
    protective_factors: tuple[Text, ...]
    risks: tuple[Text, ...]
    motivation: Text
    input_of_client: Text
    inventory: Inventory | None = None
    housing: HousingSituation | None = None


class RecordWlzCheck(CommandData):
    """PIC-3. An indication has its ground; the inclusion date is the case's."""

    indicated: bool
    ground: WlzGround | None = None
    profile: Text | None = None


class PlanDraft(Value):
    """A plan as it is offered. What PLN-1 and PLN-3 ask for may be absent on the wire, so that the refusal can name the rule."""

    long_term_goal: Text | None = None
    middle_term: tuple[PlanStep, ...] = ()
    short_term: tuple[PlanStep, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    approach: Text | None = None
    informing: Text | None = None
    zsm: Text | None = None


class EstablishPlan(CommandData):
    """PLN-1, PLN-2, PLN-5."""

    plan: PlanDraft


class RevisePlan(CommandData):
    """PLN-5."""

    plan: PlanDraft
    reason: Text


class AgreeAction(CommandData):
    """PLN-4. Owner: a member of the team, or the ZVH."""

    text: Text
    owner: OrganisationId
    due: date


class CompleteAction(CommandData):
    """PLN-4. By the owner, or the ZVH."""

    action: int = Field(ge=1)
    outcome: Text


class ReassignAction(CommandData):
    """PLN-4. Without a day the one that was agreed holds."""

    action: int = Field(ge=1)
    owner: OrganisationId
    due: date | None = None
    reason: Text


class RegisterLabel(CommandData):
    """PLN-6. By the partner itself."""

    system: Text


class HoldReview(CommandData):
    """REV-1, REV-2."""

    participants: tuple[OrganisationId, ...] = Field(min_length=1)
    findings: tuple[ReviewFinding, ...] = Field(min_length=1)
    next_before: date | None = None
    housing: HousingSituation | None = None


class CallCrisisConference(CommandData):
    """REV-3. By a member of the team, or the ZVH."""

    reason: Text


class HoldCrisisConference(CommandData):
    """REV-3. Of the conference that was called."""

    participants: tuple[OrganisationId, ...] = Field(min_length=1)
    agreements: Text


class RecordHousingProfile(CommandData):
    """PLN-7."""

    who: Text
    approach: Text
    tried: tuple[Text, ...]
    works: tuple[Text, ...] = Field(min_length=1)


class StartHousingRoute(HousingStep):
    """PLN-7. Without a day the usual term."""

    track: HousingTrack


class AdvanceHousingRoute(HousingStep):
    """PLN-7. By the owner of the step, or the ZVH. What is not answered anew, and the track, stay as they were."""

    route: int = Field(ge=1)
    outcome: Text
    track: HousingTrack | None = None


class EndHousingRoute(CommandData):
    """PLN-7."""

    route: int = Field(ge=1)
    result: HousingResult
    outcome: Text
