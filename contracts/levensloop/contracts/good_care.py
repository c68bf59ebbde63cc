"""What is under professional secrecy, and the facts by which good care lets it out all the same. Pure (WGS 2.29(2)).

Who supplied a datum decides, not its category alone: what a nurse writes is secret in whatever field it stands, what the police saw is
not. And no ground is taken for granted: a line of the matrix names facts (column `when`), of which one must be on record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from levensloop.contracts.categories import Category
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import addressed_to
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, plan, signals
from levensloop.contracts.events.inclusion import ClientExcluded, PartnerJoined, PartnerLeft, PurposeAssessed
from levensloop.contracts.matrix.lines import Fact
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.supplied import Leaf
from levensloop.contracts.vocabulary import ScenarioKind, Severity

DANGEROUS = frozenset({Severity.SERIOUS, Severity.ACUTE})
"""Of a signal: with less than these nobody is in serious danger."""

CRISIS = frozenset(
    {
        ScenarioKind.ACUTE_ADMISSION,
        ScenarioKind.TIME_OUT,
        ScenarioKind.SUSPENSION_FROM_RESIDENCE,
        ScenarioKind.OFFENCE,
    }
)
"""Scenarios for serious danger; more guidance, or scaling down, is none."""

_CONFERENCES = (
    plan.SituationAssessed,
    plan.ReviewHeld,
    plan.CrisisConferenceHeld,
    handover.JointMeetingHeld,
    ClientExcluded,
)
_PLANS = (plan.PlanEstablished, plan.PlanRevised)
AT_THE_TABLE = (*_CONFERENCES, *_PLANS)
"""What the ZVH writes down of what was said at a table where care professionals sit: theirs, whoever writes it."""

_BED = (
    signals.SecureBedRequested,
    signals.SecureBedAssigned,
    signals.SecureBedWaitlisted,
    signals.SecureBedOverdue,
    signals.SecureBedRequestWithdrawn,
    signals.AdmittedToSecureBed,
    signals.SecureBedStayExceeded,
    signals.SecureBedStayExtended,
    signals.ReleasedFromSecureBed,
)
_FOR_DANGER = (
    signals.SignalRaised,
    signals.ScenarioActivated,
    signals.ScenarioStepOverdue,
    signals.ScenarioStepReassigned,
    signals.ScenarioEnded,
    signals.ReleasedFromSecureBed,
    plan.SituationAssessed,
    *_PLANS,
)
"""What helps whoever must act while a crisis scenario is active."""

_NO_SECRET = frozenset({Category.PROCESS, Category.STAFF, Category.IDENTITY})
_CARE = frozenset({Category.HEALTH, Category.GUIDANCE, Category.RELATIONS})


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one case. `roles`: in which role an organisation joined; `seated`: who sat at one of its tables, and is in the team; `kinds`:
    activation → kind of scenario; `crisis`: those of a crisis that are active now; `bed_asked`: whether a secure bed was ever asked for."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    seated: frozenset[str] = frozenset()
    kinds: Mapping[int, ScenarioKind] = field(default_factory=dict)
    crisis: frozenset[int] = frozenset()
    bed_asked: bool = False


def evolve(facts: Facts, event: DomainEvent) -> Facts:
    """The facts after one more event of the case."""
    match event:
        case PartnerJoined(organisation=organisation, role=role):
            return replace(facts, roles={**facts.roles, organisation: role})
        case PartnerLeft(organisation=organisation):
            return replace(facts, seated=facts.seated - {organisation})
        case (
            plan.SituationAssessed(participants=sat)
            | plan.ReviewHeld(participants=sat)
            | plan.CrisisConferenceHeld(participants=sat)
            | handover.JointMeetingHeld(participants=sat)
        ):
            return replace(facts, seated=facts.seated | set(sat))
        case signals.ScenarioActivated(activation=number, kind=kind):
            crisis = facts.crisis | ({number} if kind in CRISIS else set())
            return replace(facts, kinds={**facts.kinds, number: kind}, crisis=crisis)
        case signals.ScenarioEnded(activation=number):
            return replace(facts, crisis=facts.crisis - {number})
        case signals.SecureBedRequested():
            return replace(facts, bed_asked=True)
    return facts


def secret(leaf: Leaf, recorded: Recorded[DomainEvent], facts: Facts) -> bool:
    """Whether this field can hold care data of who is bound by professional secrecy: health, and every text about the person. Of
    whom the case does not know the role, what is of the categories of care is; but the purpose is for a public participant to judge
    (REP-3), before there is a team."""
    if leaf.category in _NO_SECRET or not (leaf.text or leaf.category is Category.HEALTH):
        return False
    if leaf.supplier == recorded.source:
        return isinstance(recorded.event, AT_THE_TABLE)
    role = facts.roles.get(leaf.supplier)
    if role is None and isinstance(recorded.event, PurposeAssessed):
        return False
    return leaf.category in _CARE if role is None else ROLES[role].secrecy


def there(fact: Fact, event: DomainEvent, to: Organisation, facts: Facts) -> bool:
    """Whether this fact is on record for this recipient."""
    match fact:
        case Fact.CARES:
            return ROLES[to.role].secrecy
        case Fact.DANGER:
            return _danger(event, facts)
        case Fact.TABLE:
            return _at_the_table(event, to.id, facts)
        case Fact.TASK:
            return addressed_to(event) == to.id
        case Fact.BED:
            return facts.bed_asked and isinstance(event, _BED)


def _danger(event: DomainEvent, facts: Facts) -> bool:
    """The event says so itself, or is about a crisis scenario; or one is active, and the event helps who acts in it."""
    match event:
        case signals.SignalRaised(severity=severity) if severity in DANGEROUS:
            return True
        case plan.CrisisConferenceCalled() | plan.CrisisConferenceHeld():
            return True
        case (
            signals.ScenarioActivated(activation=number)
            | signals.ScenarioStepOverdue(activation=number)
            | signals.ScenarioStepReassigned(activation=number)
            | signals.ScenarioEnded(activation=number)
        ) if facts.kinds.get(number) in CRISIS:
            return True
    return bool(facts.crisis) and isinstance(event, _FOR_DANGER)


def _at_the_table(event: DomainEvent, to: str, facts: Facts) -> bool:
    """Who was there heard it from who is bound, who weighed whether to say it. The plan is of all tables up to now."""
    if isinstance(event, _PLANS):
        return to in facts.seated
    return isinstance(event, _CONFERENCES) and to in event.participants
