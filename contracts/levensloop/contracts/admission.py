"""Who may give which command, and in which phase: one table. What a rule asks beyond that, its service decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from levensloop.contracts.commands import (
    disclosure,
    handover,
    inclusion,
    monitor,
    plan,
    retention,
    signals,
    third_parties,
)
from levensloop.contracts.decision import Context
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.event import CommandData
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.contracts.standing import ACTIVE, CLOSED, Phase, Standing

PROCESS_DIRECTOR = "procesregisseur"
"""The function, at a ZVH, of the person who chairs and directs."""

INFORMATION_COORDINATOR = "informatiecoördinator"
"""The function, at a ZVH, of the person who plans, records and delivers figures."""


@dataclass(frozen=True, slots=True)
class Who:
    """A group that may give a command: how to tell, and how to say in Dutch who they are."""

    holds: Callable[[Standing, Context], bool]
    dutch: str


FIXED_PARTICIPANT = Who(
    lambda _, c: ROLES[c.role].fixed and c.from_here, "een vaste deelnemer van dit Zorg- en Veiligheidshuis"
)
PUBLIC_PARTICIPANT = Who(
    lambda _, c: ROLES[c.role].standing is WgsStanding.PUBLIC and c.from_here,
    "een publieke deelnemer van dit Zorg- en Veiligheidshuis (politie, OM, DJI, gemeente of GGD)",
)
PUBLIC_OR_CHAIR = Who(
    lambda s, c: PUBLIC_PARTICIPANT.holds(s, c) or (c.mine and c.by.functionary == PROCESS_DIRECTOR),
    "een publieke deelnemer van dit Zorg- en Veiligheidshuis, of de procesregisseur die noemt wie van hen besloten",
)
FIXED_OR_ZVH = Who(
    lambda _, c: c.mine or (ROLES[c.role].fixed and c.from_here),
    "een vaste deelnemer van dit Zorg- en Veiligheidshuis, of het ZVH zelf",
)
REPORTER_OR_ZVH = Who(
    lambda s, c: c.mine or (c.by.organisation == s.reporter and c.from_here),
    "wie heeft gemeld of het Zorg- en Veiligheidshuis",
)
KEEPER = Who(
    lambda s, c: c.by.organisation in s.keeping or (c.mine and c.by.functionary == PROCESS_DIRECTOR),
    "een leverancier aan wie dit is gevraagd, of de procesregisseur voor een die er niet meer is",
)
HOLDER = Who(
    lambda s, c: c.by.organisation in s.asked or (c.mine and c.by.functionary == PROCESS_DIRECTOR),
    "een organisatie aan wie dit is gevraagd, of de procesregisseur voor een die het niet kan",
)
OWN_ZVH = Who(lambda _, c: c.mine, "het Zorg- en Veiligheidshuis zelf")
CHAIR = Who(
    lambda _, c: c.mine and c.by.functionary == PROCESS_DIRECTOR, "de procesregisseur van het Zorg- en Veiligheidshuis"
)
DESK = Who(
    lambda _, c: c.mine and c.by.functionary in (PROCESS_DIRECTOR, INFORMATION_COORDINATOR),
    "de procesregisseur of de informatiecoördinator van het Zorg- en Veiligheidshuis",
)
SUPPLIER = Who(
    lambda s, c: c.by.organisation in s.asked or (c.mine and c.by.functionary == PROCESS_DIRECTOR),
    "een leverancier aan wie dit is gevraagd, of de procesregisseur voor een die er niet meer is",
)
JOINT = Who(
    lambda s, c: c.mine or (s.in_team(c.by.organisation) and ROLES[c.role].standing is WgsStanding.PUBLIC),
    "een publieke deelnemer in het levensloopteam, of het Zorg- en Veiligheidshuis dat zegt wie van hen besloot",
)
"""WGS 2.27(3), 2.31: the joint controllers, who are the public participants; the ZVH records for them, and names them."""
ADMISSION_SUPPLIER = Who(
    lambda s, c: (
        any(c.by.organisation in admission.agreements for admission in s.admissions.values())
        or (c.mine and c.by.functionary == PROCESS_DIRECTOR)
    ),
    "een leverancier aan wie dit is gevraagd, of de procesregisseur voor een die er niet meer is",
)
PARTICIPANT = Who(
    lambda s, c: s.in_team(c.by.organisation) and ROLES[c.role].standing in (WgsStanding.PUBLIC, WgsStanding.PRIVATE),
    "een publieke of private deelnemer in het levensloopteam",
)
ADMITTED_OR_ZVH = Who(
    lambda s, c: c.mine or any(c.by.organisation == admission.organisation for admission in s.admissions.values()),
    "de derde die is toegelaten, of het Zorg- en Veiligheidshuis",
)
OWN_DATA = Who(
    lambda s, c: (
        (c.mine and c.by.functionary == PROCESS_DIRECTOR)
        or (not c.mine and c.from_here and (ROLES[c.role].fixed or s.in_team(c.by.organisation)))
    ),
    "een deelnemer over de eigen gegevens, of de procesregisseur voor een leverancier uit een andere regio",
)
GIVER_OR_ZVH = Who(
    lambda s, c: c.mine or (c.from_here and (ROLES[c.role].fixed or s.in_team(c.by.organisation))),
    "een deelnemer over de eigen gegevens, of het Zorg- en Veiligheidshuis",
)
TEAM_MEMBER = Who(lambda s, c: s.in_team(c.by.organisation), "een lid van het levensloopteam")
TEAM_OR_ZVH = Who(
    lambda s, c: c.mine or s.in_team(c.by.organisation), "het levensloopteam of het Zorg- en Veiligheidshuis"
)
COORDINATOR_OR_ZVH = Who(
    lambda s, c: c.mine or (s.in_team(c.by.organisation) and c.role is Role.LEVENSLOOPAANBIEDER),
    "de levensloopaanbieder of het Zorg- en Veiligheidshuis",
)


@dataclass(frozen=True, slots=True)
class Admission:
    """One row. `rule` is what a refusal of the person names; `elsewhere`: also a ZVH that does not direct may give it."""

    who: Who
    phases: frozenset[Phase]
    rule: str = "INV-6"
    elsewhere: bool = False


_CONFERENCE = frozenset({Phase.TRIAGE, Phase.CASE_CONFERENCE})
_TABLE = frozenset({Phase.INCLUSION_TABLE})
_OPEN = frozenset(Phase) - CLOSED - {Phase.NONE, Phase.PRESENTED, Phase.MOVED}
_THERE = frozenset(Phase) - {Phase.NONE, Phase.PRESENTED, Phase.MOVED, Phase.RETRACTED, Phase.DESTROYED}
_KEPT = _THERE | {Phase.RETRACTED}
_PLANNED = frozenset({Phase.PLANNED})

ADMISSION: Mapping[type[CommandData], Admission] = {
    inclusion.ReportClient: Admission(FIXED_PARTICIPANT, frozenset({Phase.NONE}), "REP-1"),
    inclusion.AssessPurpose: Admission(PUBLIC_PARTICIPANT, frozenset({Phase.REPORTED}), "REP-3"),
    inclusion.ConcludeTriage: Admission(OWN_ZVH, _CONFERENCE, "TRI-1"),
    inclusion.IncludeClient: Admission(CHAIR, _TABLE, "INC-1"),
    inclusion.PostponeInclusion: Admission(CHAIR, _TABLE, "INC-1"),
    inclusion.CompletePostponedAction: Admission(FIXED_OR_ZVH, _TABLE | {Phase.POSTPONED}, "INC-3"),
    inclusion.DeclineInclusion: Admission(CHAIR, _TABLE, "INC-1"),
    inclusion.RecordClientInformed: Admission(TEAM_OR_ZVH, ACTIVE),
    inclusion.RecordConsent: Admission(TEAM_OR_ZVH, ACTIVE, "INF-2"),
    inclusion.RecordCoordinationPayer: Admission(OWN_ZVH, ACTIVE, "FIN-1"),
    inclusion.AddPartner: Admission(JOINT, ACTIVE, "WGS-2.31-3"),
    inclusion.RemovePartner: Admission(JOINT, ACTIVE, "WGS-2.31-4"),
    inclusion.ChangeHeads: Admission(CHAIR, ACTIVE, "INC-5"),
    inclusion.ExcludeClient: Admission(CHAIR, ACTIVE, "EXT-2"),
    inclusion.RecordDeath: Admission(OWN_ZVH, _OPEN, "ALW-1"),
    inclusion.RetractReport: Admission(REPORTER_OR_ZVH, _THERE, "REP-1"),
    third_parties.AdmitThirdParty: Admission(JOINT, ACTIVE, "WGS-2.31-9"),
    third_parties.AnswerAdmissionRequest: Admission(ADMISSION_SUPPLIER, ACTIVE, "WGS-1.7-3"),
    third_parties.ObjectToAdmission: Admission(PARTICIPANT, ACTIVE, "WGS-1.7-2"),
    third_parties.WithdrawAdmissionObjection: Admission(PARTICIPANT, ACTIVE, "WGS-1.7-2"),
    third_parties.WithdrawAdmission: Admission(JOINT, ACTIVE, "WGS-2.31-9"),
    third_parties.RecordResultGiven: Admission(JOINT, ACTIVE, "WGS-2.31-11"),
    third_parties.GiveFeedback: Admission(ADMITTED_OR_ZVH, ACTIVE, "WGS-1.7-4"),
    plan.AssessSituation: Admission(CHAIR, ACTIVE, "PIC-1"),
    plan.RecordWlzCheck: Admission(TEAM_OR_ZVH, ACTIVE, "PIC-3"),
    plan.EstablishPlan: Admission(CHAIR, frozenset({Phase.INCLUDED})),
    plan.RevisePlan: Admission(CHAIR, _PLANNED),
    plan.AgreeAction: Admission(OWN_ZVH, ACTIVE, "PLN-4"),
    plan.CompleteAction: Admission(TEAM_OR_ZVH, ACTIVE, "PLN-4"),
    plan.ReassignAction: Admission(OWN_ZVH, ACTIVE, "PLN-4"),
    plan.RegisterLabel: Admission(TEAM_MEMBER, _PLANNED, "PLN-6"),
    plan.HoldReview: Admission(CHAIR, _PLANNED),
    plan.CallCrisisConference: Admission(TEAM_OR_ZVH, ACTIVE, "REV-3"),
    plan.HoldCrisisConference: Admission(CHAIR, ACTIVE, "REV-3"),
    plan.RecordHousingProfile: Admission(COORDINATOR_OR_ZVH, ACTIVE, "PLN-7"),
    plan.StartHousingRoute: Admission(OWN_ZVH, ACTIVE, "PLN-7"),
    plan.AdvanceHousingRoute: Admission(TEAM_OR_ZVH, ACTIVE, "PLN-7"),
    plan.EndHousingRoute: Admission(OWN_ZVH, ACTIVE, "PLN-7"),
    signals.RaiseSignal: Admission(TEAM_MEMBER, ACTIVE, "SIG-1"),
    signals.ActivateScenario: Admission(TEAM_OR_ZVH, _PLANNED, "SIG-2"),
    signals.AcknowledgeStep: Admission(TEAM_OR_ZVH, _PLANNED, "SIG-3"),
    signals.EndScenario: Admission(TEAM_OR_ZVH, _PLANNED, "SIG-2"),
    signals.RequestSecureBed: Admission(COORDINATOR_OR_ZVH, ACTIVE, "BED-1"),
    signals.AssignSecureBed: Admission(COORDINATOR_OR_ZVH, ACTIVE, "BED-1"),
    signals.WaitlistSecureBed: Admission(COORDINATOR_OR_ZVH, ACTIVE, "BED-1"),
    signals.WithdrawSecureBedRequest: Admission(COORDINATOR_OR_ZVH, ACTIVE, "BED-1"),
    signals.AdmitToSecureBed: Admission(COORDINATOR_OR_ZVH, ACTIVE, "BED-1"),
    signals.ReleaseFromSecureBed: Admission(COORDINATOR_OR_ZVH, ACTIVE, "BED-1"),
    signals.ExtendSecureBedStay: Admission(CHAIR, ACTIVE, "BED-3"),
    signals.RecordBottleneck: Admission(TEAM_OR_ZVH, ACTIVE, "BTL-1"),
    signals.ReleaseBottleneck: Admission(OWN_ZVH, ACTIVE, "BTL-1"),
    signals.ResolveBottleneck: Admission(OWN_ZVH, ACTIVE, "BTL-1"),
    signals.StartEscalation: Admission(TEAM_OR_ZVH, ACTIVE, "ESC-1"),
    signals.RaiseEscalation: Admission(TEAM_OR_ZVH, ACTIVE, "ESC-1"),
    signals.EndEscalation: Admission(CHAIR, ACTIVE, "ESC-1"),
    handover.AnnounceMove: Admission(OWN_ZVH, ACTIVE, "MOV-1"),
    handover.AnswerIdentity: Admission(DESK, ACTIVE | {Phase.NONE}, "MOV-1", elsewhere=True),
    handover.AnswerSupplierRequest: Admission(SUPPLIER, ACTIVE, "MOV-1"),
    handover.AcceptHandover: Admission(CHAIR, ACTIVE, "MOV-5", elsewhere=True),
    handover.HoldJointMeeting: Admission(OWN_ZVH, ACTIVE, "MOV-4", elsewhere=True),
    handover.CancelMove: Admission(CHAIR, ACTIVE, "MOV-6"),
    handover.TransferDirection: Admission(CHAIR, ACTIVE, "MOV-5"),
    disclosure.RefuseProvision: Admission(FIXED_PARTICIPANT, _OPEN, "WGS-1.5-1"),
    disclosure.SetConditions: Admission(OWN_DATA, _OPEN, "WGS-2.29-3"),
    disclosure.LiftConditions: Admission(OWN_DATA, _OPEN, "WGS-2.29-3"),
    disclosure.ObjectToDisclosure: Admission(OWN_DATA, _OPEN, "WGS-1.7-1"),
    disclosure.WithdrawObjection: Admission(OWN_DATA, _OPEN, "WGS-1.7-1"),
    disclosure.RectifyDatum: Admission(GIVER_OR_ZVH, _THERE, "GDPR-16"),
    retention.DestroyCase: Admission(PUBLIC_OR_CHAIR, _KEPT, "WGS-1.8-7", elsewhere=True),
    retention.WithdrawDestruction: Admission(PUBLIC_PARTICIPANT, _KEPT, "WGS-1.8-7", elsewhere=True),
    retention.ExtendRetention: Admission(PUBLIC_PARTICIPANT, _KEPT, "WGS-1.8-7", elsewhere=True),
    retention.AnswerExtension: Admission(KEEPER, _KEPT, "WGS-1.8-7", elsewhere=True),
    retention.ConfirmDestruction: Admission(HOLDER, frozenset({Phase.DESTROYED}), "WGS-1.8-7", elsewhere=True),
    monitor.DeliverFigures: Admission(DESK, frozenset({Phase.NONE}), "MON-1"),
    monitor.RecordCooperation: Admission(OWN_ZVH, frozenset({Phase.NONE}), "MON-2"),
}

_REJUDGING = (
    inclusion.IncludeClient,
    inclusion.PostponeInclusion,
    inclusion.DeclineInclusion,
    inclusion.ConcludeTriage,
    inclusion.AssessPurpose,
)


def admit(command: type[CommandData], standing: Standing, context: Context) -> Refusal | None:
    """Why this command cannot be given here, now, by this actor; `None` when it can. Who has no part in the case does not hear where it
    is or how it stands."""
    row = ADMISSION[command]
    if Phase.NONE not in row.phases and standing.phase is Phase.NONE:
        if context.mine and standing.presented_to == context.me:
            return refuse(
                "MOV-1",
                f"{standing.director} heeft deze casus nog niet vrijgegeven; is dat gebeurd, dan komt die hier.",
            )
        return refuse("INV-4", "Deze casus is hier niet bekend.")
    if standing.phase is not Phase.NONE and row.phases == {Phase.NONE}:
        return refuse("INV-4", "Er is al een casus met dit nummer.")
    if command in _REJUDGING and (standing.moves or standing.moving_to):
        return refuse("MOV-3", "Het ontvangende ZVH beoordeelt de inclusie niet opnieuw; het levensloopplan geldt.")
    may, actor = row.who.holds(standing, context), context.by.organisation
    directed_elsewhere = not row.elsewhere and standing.director not in (None, context.me)
    if directed_elsewhere and (context.mine or may or actor in standing.moved_with):
        return refuse("MOV-5", f"De regie op deze casus ligt bij {standing.director}.", director=str(standing.director))
    if not may:
        return refuse(row.rule, f"Dit kan alleen {row.who.dutch}.", organisation=actor)
    if standing.phase not in row.phases:
        now, needed = PHASES[standing.phase], " of ".join(sorted(PHASES[phase] for phase in row.phases))
        return refuse("INV-5", f"De casus is {now}; hiervoor moet die {needed} zijn.", phase=standing.phase.value)
    return None
