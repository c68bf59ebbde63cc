"""What a user reads: each event, command, phase and grant in Dutch. docs/glossary.md explains the terms."""

from collections.abc import Mapping

from levensloop.contracts.standing import Phase
from levensloop.contracts.vocabulary import Criterion, Seat

EVENTS_IN_DUTCH: Mapping[str, str] = {
    "ClientReported": "cliënt gemeld",
    "PurposeAssessed": "doel getoetst",
    "TriageConcluded": "triage afgerond",
    "InclusionTableHeld": "inclusietafel gehouden",
    "ClientIncluded": "cliënt geïncludeerd",
    "InclusionPostponed": "inclusie uitgesteld",
    "PostponedActionAgreed": "uitzoekactie afgesproken",
    "PostponedActionCompleted": "uitzoekactie gedaan",
    "PostponedActionOverdue": "uitzoekactie te laat",
    "InclusionResumed": "inclusie hervat",
    "InclusionDeclined": "inclusie afgewezen",
    "ClientInformed": "cliënt geïnformeerd",
    "ConsentRecorded": "toestemming vastgelegd",
    "PartnerJoined": "partner toegetreden",
    "PartnerLeft": "partner vertrokken",
    "ClientExcluded": "cliënt uitgestroomd",
    "ClientDied": "cliënt overleden",
    "SituationAssessed": "beeld gevormd",
    "WlzChecked": "Wlz-indicatie nagegaan",
    "PlanEstablished": "levensloopplan vastgesteld",
    "PlanRevised": "levensloopplan bijgesteld",
    "PlanOverdue": "levensloopplan te laat",
    "ActionAgreed": "actie afgesproken",
    "ActionCompleted": "actie gedaan",
    "ActionReassigned": "actie overgenomen",
    "ActionOverdue": "actie te laat",
    "LabelRequested": "label gevraagd",
    "LabelRegistered": "label geregistreerd",
    "LabelOverdue": "label te laat",
    "LabelWithdrawn": "label ingetrokken",
    "ReviewHeld": "casus besproken",
    "ReviewOverdue": "bespreking te laat",
    "CrisisConferenceCalled": "crisisberaad bijeengeroepen",
    "CrisisConferenceHeld": "crisisberaad gehouden",
    "CrisisConferenceOverdue": "crisisberaad te laat",
    "SignalRaised": "signaal gegeven",
    "ScenarioSuggested": "scenario voorgesteld",
    "ScenarioActivated": "scenario geactiveerd",
    "ScenarioStepAssigned": "scenariostap toegewezen",
    "ScenarioStepAcknowledged": "scenariostap bevestigd",
    "ScenarioStepOverdue": "scenariostap niet op tijd bevestigd",
    "ScenarioStepReassigned": "scenariostap overgenomen door het ZVH",
    "ScenarioEnded": "scenario beëindigd",
    "SecureBedRequested": "beveiligd bed gevraagd",
    "SecureBedAssigned": "beveiligd bed toegewezen",
    "SecureBedWaitlisted": "op de wachtlijst voor een beveiligd bed",
    "AdmittedToSecureBed": "opgenomen op een beveiligd bed",
    "SecureBedStayExceeded": "verblijf in beveiligd bed te lang",
    "SecureBedStayExtended": "verblijf in beveiligd bed verlengd",
    "ReleasedFromSecureBed": "teruggekeerd van een beveiligd bed",
    "BottleneckRecorded": "knelpunt vastgelegd",
    "BottleneckResolved": "knelpunt opgelost",
    "EscalationStarted": "escalatie gestart",
    "EscalationRaised": "escalatie naar een volgende tafel",
    "EscalationReassigned": "escalatie overgenomen door het ZVH",
    "EscalationOverdue": "escalatie te laat",
    "EscalationEnded": "escalatie afgesloten",
    "MoveAnnounced": "verhuizing aangekondigd",
    "CaseStreamReceived": "casus heel ontvangen",
    "HandoverAccepted": "overdracht aanvaard",
    "JointMeetingHeld": "gezamenlijk overleg gehouden",
    "DirectionTransferred": "regie overgedragen",
}
"""Event class name → how a user reads it."""

PHASES: Mapping[Phase, str] = {
    Phase.NONE: "nog niet gemeld",
    Phase.REPORTED: "gemeld",
    Phase.TRIAGE: "in triage",
    Phase.CASE_CONFERENCE: "in casusoverleg",
    Phase.INCLUSION_TABLE: "op de inclusietafel",
    Phase.POSTPONED: "uitgesteld door de inclusietafel",
    Phase.NOT_FITTING: "gesloten: past niet bij het doel",
    Phase.ADVISED: "gesloten met advies",
    Phase.DECLINED: "niet geïncludeerd",
    Phase.INCLUDED: "geïncludeerd",
    Phase.PLANNED: "geïncludeerd, met levensloopplan",
    Phase.MOVED: "verhuisd",
    Phase.EXCLUDED: "uitgestroomd",
    Phase.DECEASED: "overleden",
}
"""Phase → how a user reads it."""

SEATS: Mapping[Seat, str] = {
    Seat.REPORTER: "melder",
    Seat.POLITIE: "politie",
    Seat.OM: "Openbaar Ministerie",
    Seat.LEVENSLOOPAANBIEDER: "levensloopaanbieder",
    Seat.GEMEENTE: "gemeente",
}
"""Seat at the inclusion table → how a user reads it (INC-1)."""

CRITERIA: Mapping[Criterion, str] = {
    Criterion.ADULT: "18 jaar of ouder",
    Criterion.DANGEROUS_BEHAVIOUR: "agressief of gevaarlijk gedrag",
    Criterion.HIGH_RISK: "gevaar of hoog risico",
    Criterion.LONG_TERM_PROBLEMS: "langdurige, terugkerende problematiek",
    Criterion.NEEDS_STRUCTURE: "behoefte aan structuur en begrenzing",
    Criterion.LEGAL_TITLE: "machtiging of strafrechtelijke titel",
}
"""Inclusion criterion → how a user reads it (INC-2)."""
