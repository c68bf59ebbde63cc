"""Events of `signals`: signals, scenarios, secure beds, bottlenecks, escalations (rules SIG, BED, BTL and ESC)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, Moment, OrganisationId, Text
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import BedLevel, ScenarioKind, Severity, SignalKind

Number = Annotated[int, Field(ge=1)]
ScenarioKey = Annotated[str, holds(Category.GUIDANCE, "Scenario's short name in the plan")]
EscalationNumber = Annotated[Number, holds(Category.PROCESS, "Number of the escalation")]
StepOwner = Annotated[OrganisationId, holds(Category.PROCESS, "Who owns the step at this table")]
StepDue = Annotated[date, holds(Category.PROCESS, "Last day of the step")]


class SignalRaised(DomainEvent):
    """SIG-1: a team member saw something. Signals of a case are numbered from 1."""

    signal: Annotated[Number, holds(Category.PROCESS, "Number of the signal")]
    kind: Annotated[SignalKind, holds(Category.HEALTH, "What it is about")]
    severity: Annotated[Severity, holds(Category.HEALTH, "How serious")]
    text: Annotated[Text, holds(Category.GUIDANCE, "What was seen")]


class ScenarioSuggested(DomainEvent):
    """SIG-2: a signal matches a scenario's triggers. The machine suggests; a person decides (WGS 1.9)."""

    signal: Annotated[Number, holds(Category.PROCESS, "Signal that matched")]
    scenario: ScenarioKey
    decided_by: Annotated[
        OrganisationId, holds(Category.PROCESS, "Organisation whose designated person may activate it")
    ]


class ScenarioActivated(DomainEvent):
    """SIG-2: the person whom the plan designates activated a scenario. Activations are numbered from 1."""

    activation: Annotated[Number, holds(Category.PROCESS, "Number of the activation")]
    scenario: ScenarioKey
    kind: Annotated[ScenarioKind, holds(Category.HEALTH, "Kind of scenario")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why now")]


class ScenarioStepAssigned(DomainEvent):
    """SIG-3: an organisation gets its step of the activated scenario."""

    activation: Annotated[Number, holds(Category.PROCESS, "Number of the activation")]
    scenario: ScenarioKey
    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Who acts")]
    role: Annotated[Role, holds(Category.PROCESS, "In which role")]
    step: Annotated[Text, holds(Category.GUIDANCE, "What it does")]
    if_fails: Annotated[Text, holds(Category.GUIDANCE, "What happens if the step fails")]
    due: Annotated[Moment | None, holds(Category.PROCESS, "To be acknowledged before this moment")] = None


class ScenarioStepAcknowledged(DomainEvent):
    """SIG-3: the organisation confirmed that it acts."""

    activation: Annotated[Number, holds(Category.PROCESS, "Number of the activation")]
    scenario: ScenarioKey
    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Who acts")]


class ScenarioStepOverdue(DomainEvent):
    """SIG-3: the organisation did not acknowledge its step in time. It still can, and must."""

    activation: Annotated[Number, holds(Category.PROCESS, "Number of the activation")]
    scenario: ScenarioKey
    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Who should act")]
    due: Annotated[Moment, holds(Category.PROCESS, "When the acknowledgement was due")]


class ScenarioStepReassigned(DomainEvent):
    """SIG-3, ALW-1: an organisation that is no longer there had an open step; it falls to the ZVH that directs."""

    activation: Annotated[Number, holds(Category.PROCESS, "Number of the activation")]
    scenario: ScenarioKey
    from_organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Who had the step")]
    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Who has it now")]
    role: Annotated[Role, holds(Category.PROCESS, "For which role the plan has the step")]
    step: Annotated[Text, holds(Category.GUIDANCE, "What is to be done")]
    if_fails: Annotated[Text, holds(Category.GUIDANCE, "What happens if the step fails")]
    due: Annotated[Moment, holds(Category.PROCESS, "To be acknowledged before this moment")]


class ScenarioEnded(DomainEvent):
    """PLN-2: the scenario did its work, or was replaced."""

    activation: Annotated[Number, holds(Category.PROCESS, "Number of the activation")]
    scenario: ScenarioKey
    outcome: Annotated[Text, holds(Category.GUIDANCE, "What came of it")]


class SecureBedRequested(DomainEvent):
    """BED-1: scaling up to a secure bed."""

    level: Annotated[BedLevel, holds(Category.HEALTH, "Security level 2, 3 or 4")]
    crisis: Annotated[bool, holds(Category.HEALTH, "Whether it is a crisis")]
    longest_stay_days: Annotated[Number, holds(Category.HEALTH, "Longest stay, in days")]
    reason: Annotated[Text, holds(Category.HEALTH, "Why a secure bed")]
    due: Annotated[date | None, holds(Category.PROCESS, "Assigned or waitlisted before the end of this day")] = None


class SecureBedAssigned(DomainEvent):
    """BED-1: there is a bed."""

    level: Annotated[BedLevel, holds(Category.HEALTH, "Security level of the bed")]
    clinic: Annotated[Text, holds(Category.HEALTH, "Clinic")]
    due: Annotated[date | None, holds(Category.PROCESS, "Admitted before the end of this day")] = None


class SecureBedWaitlisted(DomainEvent):
    """BED-1: there is no bed yet."""

    level: Annotated[BedLevel, holds(Category.HEALTH, "Security level asked for")]
    expected_on: Annotated[date | None, holds(Category.HEALTH, "When a bed is expected")] = None
    due: Annotated[date | None, holds(Category.PROCESS, "Assigned before the end of this day")] = None


class SecureBedOverdue(DomainEvent):
    """BED-1, ALW-1: the last day passed and the client still waits: for an answer, for a bed, or to be admitted to it."""

    level: Annotated[BedLevel, holds(Category.HEALTH, "Security level")]
    due: Annotated[date, holds(Category.PROCESS, "The last day, which is over")]


class SecureBedRequestWithdrawn(DomainEvent):
    """BED-1: no secure bed is asked for any more; nobody was admitted."""

    reason: Annotated[Text, holds(Category.HEALTH, "Why no longer")]


class AdmittedToSecureBed(DomainEvent):
    """BED-1: admitted, with a longest stay; the home place is kept free."""

    level: Annotated[BedLevel, holds(Category.HEALTH, "Security level of the bed")]
    clinic: Annotated[Text, holds(Category.HEALTH, "Clinic")]
    until: Annotated[date, holds(Category.HEALTH, "The stay ends on this day at the latest")]
    home_kept: Annotated[Text, holds(Category.HOUSING, "How the home place is kept free")]


class SecureBedStayExceeded(DomainEvent):
    """BED-3: the longest stay is over and the client is still in the bed."""

    until: Annotated[date, holds(Category.HEALTH, "The last day, which is over")]


class SecureBedStayExtended(DomainEvent):
    """BED-3: the procesregisseur decided on a new last day."""

    until: Annotated[date, holds(Category.HEALTH, "The stay ends on this day at the latest")]
    reason: Annotated[Text, holds(Category.HEALTH, "Why longer")]


class ReleasedFromSecureBed(DomainEvent):
    """BED-1: back from the secure bed, to this place."""

    destination: Annotated[Text, holds(Category.HOUSING, "Where the client went")]


class BottleneckRecorded(DomainEvent):
    """BTL-1, BED-2: something is stuck that this team cannot solve alone. Bottlenecks of a case are numbered from 1."""

    bottleneck: Annotated[Number, holds(Category.PROCESS, "Number of the bottleneck")]
    category: Annotated[BottleneckCategory, holds(Category.PROCESS, "Category")]
    name: Annotated[Text | None, holds(Category.GUIDANCE, "Name of a bottleneck that has no category")] = None
    text: Annotated[Text, holds(Category.GUIDANCE, "What is stuck")]
    release_before: Annotated[
        date | None,
        holds(Category.PROCESS, "Before the end of this day somebody checks the text, so that it can leave"),
    ] = None


class BottleneckReleased(DomainEvent):
    """BTL-1: somebody at the ZVH checked the text, and says that no person is recognisable in it: so it may leave."""

    bottleneck: Annotated[Number, holds(Category.PROCESS, "Number of the bottleneck")]
    category: Annotated[BottleneckCategory, holds(Category.PROCESS, "Category")]
    name: Annotated[Text | None, holds(Category.GUIDANCE, "Name of a bottleneck that has no category, checked")] = None
    text: Annotated[Text, holds(Category.GUIDANCE, "What is stuck, without a person in it")]


class BottleneckReleaseOverdue(DomainEvent):
    """BTL-1: the day passed and nobody checked the text."""

    bottleneck: Annotated[Number, holds(Category.PROCESS, "Number of the bottleneck")]
    due: Annotated[date, holds(Category.PROCESS, "Last day for it")]


class BottleneckResolved(DomainEvent):
    """BTL-1: it is stuck no more."""

    bottleneck: Annotated[Number, holds(Category.PROCESS, "Number of the bottleneck")]
    resolution: Annotated[Text, holds(Category.GUIDANCE, "How")]


class EscalationStarted(DomainEvent):
    """ESC-1: (threatened) homelessness, or a stuck case, is brought to the case table. Numbered from 1; several may run."""

    escalation: EscalationNumber
    kind: Annotated[EscalationKind, holds(Category.HOUSING, "What it is about")]
    level: Annotated[EscalationLevel, holds(Category.PROCESS, "At which table")]
    owner: StepOwner
    due: StepDue
    reason: Annotated[Text, holds(Category.HOUSING, "Why")]


class EscalationRaised(DomainEvent):
    """ESC-1: what came of the last table, and where it goes now: higher, or to the same table once more; never lower."""

    escalation: EscalationNumber
    from_level: Annotated[EscalationLevel, holds(Category.PROCESS, "From which table")]
    outcome: Annotated[Text, holds(Category.HOUSING, "What came of that table")]
    level: Annotated[EscalationLevel, holds(Category.PROCESS, "To which table")]
    skipped_because: Annotated[Text | None, holds(Category.HOUSING, "Why tables in between were skipped")] = None
    owner: StepOwner
    due: StepDue


class EscalationReassigned(DomainEvent):
    """ESC-1, ALW-1: who owned the step is no longer there; it falls to the ZVH that directs."""

    escalation: EscalationNumber
    level: Annotated[EscalationLevel, holds(Category.PROCESS, "At which table")]
    from_organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Who owned the step")]
    owner: StepOwner
    due: StepDue


class EscalationOverdue(DomainEvent):
    """ESC-1: the last day of the step passed without an outcome."""

    escalation: EscalationNumber
    level: Annotated[EscalationLevel, holds(Category.PROCESS, "At which table")]
    owner: StepOwner
    due: StepDue


class EscalationEnded(DomainEvent):
    """ESC-1: an escalation ends by an outcome, and by nothing else."""

    escalation: EscalationNumber
    level: Annotated[EscalationLevel, holds(Category.PROCESS, "At which table it ended")]
    outcome: Annotated[Text, holds(Category.HOUSING, "What came of it")]
