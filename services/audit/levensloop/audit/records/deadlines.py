"""The terms of a case, as pairs of events: what starts one, what ends it in time or late, and what says that it passed. One table.

Of each such event the record says which one of its kind it is of, in a closed form, so that begin and end are held against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    DirectionTransferred,
    IdentityAnswered,
    IdentityOverdue,
    IdentityPresented,
    IdentityWithdrawn,
    MoveAnnounced,
    MoveCancelled,
    MoveOverdue,
    SupplierAgreed,
    SupplierAgreementAsked,
    SupplierAgreementOverdue,
    SupplierDeclined,
)
from levensloop.contracts.events.inclusion import (
    ClientIncluded,
    PostponedActionAgreed,
    PostponedActionCompleted,
    PostponedActionOverdue,
)
from levensloop.contracts.events.plan import (
    ActionAgreed,
    ActionCompleted,
    ActionOverdue,
    ActionReassigned,
    CrisisConferenceCalled,
    CrisisConferenceHeld,
    CrisisConferenceOverdue,
    HousingRouteAdvanced,
    HousingRouteEnded,
    HousingRouteOverdue,
    HousingRouteReassigned,
    HousingRouteStarted,
    LabelOverdue,
    LabelRegistered,
    LabelRequested,
    LabelWithdrawn,
    PlanEstablished,
    PlanOverdue,
    ReviewHeld,
    ReviewOverdue,
)
from levensloop.contracts.events.retention import (
    ExtensionAgreed,
    ExtensionAsked,
    ExtensionDeclined,
    ExtensionOverdue,
)
from levensloop.contracts.events.signals import (
    AdmittedToSecureBed,
    BottleneckRecorded,
    BottleneckReleased,
    BottleneckReleaseOverdue,
    BottleneckResolved,
    EscalationEnded,
    EscalationOverdue,
    EscalationRaised,
    EscalationReassigned,
    EscalationStarted,
    ReleasedFromSecureBed,
    ScenarioEnded,
    ScenarioStepAcknowledged,
    ScenarioStepAssigned,
    ScenarioStepOverdue,
    ScenarioStepReassigned,
    SecureBedAssigned,
    SecureBedOverdue,
    SecureBedRequested,
    SecureBedRequestWithdrawn,
    SecureBedStayExceeded,
    SecureBedStayExtended,
    SecureBedWaitlisted,
)
from levensloop.contracts.events.third_parties import (
    AdmissionAgreed,
    AdmissionAgreementAsked,
    AdmissionAgreementOverdue,
    AdmissionDeclined,
    FeedbackGiven,
    FeedbackOverdue,
    ResultGiven,
    ThirdPartyAdmissionTookEffect,
    ThirdPartyAdmissionWithdrawn,
)

Kinds = tuple[type[DomainEvent], ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One term. `begins`, `ends` and `drops` (it need not be any more): a kind of event may be in two, and then ends one and starts the
    next. `passed`: says that it was not kept. `of`: the fields that say which one it is, of several in a case. `due`: per kind that begins
    it the field without which it begins none."""

    name: str
    begins: Kinds
    ends: Kinds
    passed: type[DomainEvent]
    of: tuple[str, ...] = ()
    drops: Kinds = ()
    due: Mapping[type[DomainEvent], str] | None = None

    @property
    def kinds(self) -> Kinds:
        return (*self.begins, *self.ends, *self.drops, self.passed)


_BED = (SecureBedRequested, SecureBedWaitlisted, SecureBedAssigned)
_ROUTE = (HousingRouteStarted, HousingRouteAdvanced, HousingRouteReassigned)
_ESCALATION = (EscalationStarted, EscalationRaised, EscalationReassigned)

DEADLINES: tuple[Deadline, ...] = (
    Deadline("plan binnen de termijn", (ClientIncluded,), (PlanEstablished,), PlanOverdue),
    Deadline(
        "evaluatie", (PlanEstablished, ReviewHeld), (ReviewHeld,), ReviewOverdue, due={PlanEstablished: "review_before"}
    ),
    Deadline(
        "label bij de partner", (LabelRequested,), (LabelRegistered,), LabelOverdue, ("partner",), (LabelWithdrawn,)
    ),
    Deadline(
        "crisisberaad", (CrisisConferenceCalled,), (CrisisConferenceHeld,), CrisisConferenceOverdue, ("conference",)
    ),
    Deadline(
        "stap van een scenario",
        (ScenarioStepAssigned, ScenarioStepReassigned),
        (ScenarioStepAcknowledged,),
        ScenarioStepOverdue,
        ("activation", "organisation"),
        (ScenarioEnded,),
        {ScenarioStepAssigned: "due"},
    ),
    Deadline(
        "beveiligd bed, elke stap",
        _BED,
        (SecureBedWaitlisted, SecureBedAssigned, AdmittedToSecureBed),
        SecureBedOverdue,
        (),
        (SecureBedRequestWithdrawn,),
        dict.fromkeys(_BED, "due"),
    ),
    Deadline(
        "verblijf in een beveiligd bed",
        (AdmittedToSecureBed, SecureBedStayExtended),
        (SecureBedStayExtended, ReleasedFromSecureBed),
        SecureBedStayExceeded,
    ),
    Deadline("actie", (ActionAgreed, ActionReassigned), (ActionCompleted,), ActionOverdue, ("action",)),
    Deadline(
        "uitzoekactie", (PostponedActionAgreed,), (PostponedActionCompleted,), PostponedActionOverdue, ("action",)
    ),
    Deadline(
        "stap van de maatwerkzorgroute",
        _ROUTE,
        (HousingRouteAdvanced, HousingRouteEnded),
        HousingRouteOverdue,
        ("route",),
    ),
    Deadline("escalatie", _ESCALATION, (EscalationRaised, EscalationEnded), EscalationOverdue, ("escalation",)),
    Deadline(
        "knelpunt vrijgeven",
        (BottleneckRecorded,),
        (BottleneckReleased,),
        BottleneckReleaseOverdue,
        ("bottleneck",),
        (BottleneckResolved,),
        {BottleneckRecorded: "release_before"},
    ),
    Deadline(
        "hit of geen hit", (IdentityPresented,), (IdentityAnswered,), IdentityOverdue, ("move",), (IdentityWithdrawn,)
    ),
    Deadline(
        "instemming van een leverancier met de verhuizing",
        (SupplierAgreementAsked,),
        (SupplierAgreed, SupplierDeclined),
        SupplierAgreementOverdue,
        ("move", "supplier"),
        (MoveCancelled,),
    ),
    Deadline(
        "verhuizing",
        (MoveAnnounced,),
        (DirectionTransferred,),
        MoveOverdue,
        ("move",),
        (MoveCancelled, IdentityWithdrawn),  # the receiver may hear no more than the second (MOV-6)
    ),
    Deadline(
        "instemming van een leverancier met een derde",
        (AdmissionAgreementAsked,),
        (AdmissionAgreed, AdmissionDeclined),
        AdmissionAgreementOverdue,
        ("admission", "supplier"),
        (ThirdPartyAdmissionWithdrawn,),
    ),
    Deadline(
        "terugkoppeling door wie iets kreeg (1.7(4))",
        (ThirdPartyAdmissionTookEffect, ResultGiven, FeedbackGiven),
        (FeedbackGiven,),
        FeedbackOverdue,
        ("admission", "giving"),
        due={FeedbackGiven: "next_before"},
    ),
    Deadline(
        "instemming van een leverancier met langer bewaren",
        (ExtensionAsked,),
        (ExtensionAgreed, ExtensionDeclined),
        ExtensionOverdue,
        ("proposal", "supplier"),
    ),
)

NO_TERM = "no-term"
"""Among the codes of a record: it begins no term, though events of its kind may."""


def term_codes(event: DomainEvent) -> tuple[str, ...]:
    """Of an event that starts or ends a term: which one of its kind, such as `action:3` or `partner:om-den-haag`; nothing of another."""
    mine = [deadline for deadline in DEADLINES if type(event) in deadline.kinds]
    fields = dict.fromkeys(name for deadline in mine for name in deadline.of)
    found = [f"{name}:{value}" for name in fields if (value := getattr(event, name, None)) is not None]
    none = any(
        getattr(event, field) is None
        for deadline in mine
        if (field := (deadline.due or {}).get(type(event))) is not None
    )
    return (*found, *((NO_TERM,) if none else ()))
