"""Commands of `signals`."""

from datetime import date

from pydantic import Field

from levensloop.contracts.event import CommandData, OrganisationId, Text
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel
from levensloop.contracts.vocabulary import BedLevel, Severity, SignalKind


class RaiseSignal(CommandData):
    """SIG-1. By a member of the team."""

    kind: SignalKind
    severity: Severity
    text: Text


class ActivateScenario(CommandData):
    """SIG-2. By the person whom the plan designates."""

    scenario: str
    reason: Text


class AcknowledgeStep(CommandData):
    """SIG-3. By the organisation that got the step."""

    activation: int = Field(ge=1)


class EndScenario(CommandData):
    """PLN-2. By the person whom the plan designates, or the procesregisseur."""

    activation: int = Field(ge=1)
    outcome: Text


class RequestSecureBed(CommandData):
    """BED-1. Without a level or a stay, those of the active scenario hold."""

    level: BedLevel | None = None
    longest_stay_days: int | None = Field(default=None, ge=1, le=730)
    crisis: bool
    reason: Text


class AssignSecureBed(CommandData):
    """BED-1."""

    level: BedLevel
    clinic: Text


class WaitlistSecureBed(CommandData):
    """BED-1."""

    expected_on: date | None = None


class WithdrawSecureBedRequest(CommandData):
    """BED-1. As long as nobody is admitted."""

    reason: Text


class AdmitToSecureBed(CommandData):
    """BED-1."""

    home_kept: Text


class ReleaseFromSecureBed(CommandData):
    """BED-1, BED-2. Without a place to go to nobody is released; that there is none is recorded, with what was tried."""

    destination: Text | None = None
    tried: Text | None = None


class ExtendSecureBedStay(CommandData):
    """BED-3. By the procesregisseur."""

    until: date
    reason: Text


class RecordBottleneck(CommandData):
    """BTL-1. `name` only, and always, for the category `other`. No person in the text: the category and the text go further."""

    category: BottleneckCategory
    name: Text | None = None
    text: Text


class ReleaseBottleneck(CommandData):
    """BTL-1. By the ZVH: the text as it leaves, with the word of a person that nobody is recognisable in it."""

    bottleneck: int = Field(ge=1)
    text: Text
    name: Text | None = None
    nobody_recognisable: bool


class ResolveBottleneck(CommandData):
    """BTL-1. By the ZVH."""

    bottleneck: int = Field(ge=1)
    resolution: Text


class StartEscalation(CommandData):
    """ESC-1. At the case table. Without a last day the default term holds."""

    kind: EscalationKind
    owner: OrganisationId
    due: date | None = None
    reason: Text


class RaiseEscalation(CommandData):
    """ESC-1. `outcome`: of the table that it leaves; it may be absent on the wire, so that the refusal can say so."""

    escalation: int = Field(ge=1)
    outcome: Text | None = None
    level: EscalationLevel
    skipped_because: Text | None = None
    owner: OrganisationId
    due: date | None = None


class EndEscalation(CommandData):
    """ESC-1. The outcome may be absent on the wire, so that the refusal can say so."""

    escalation: int = Field(ge=1)
    outcome: Text | None = None
