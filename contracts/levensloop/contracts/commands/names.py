"""Each command as a user reads it; docs/glossary.md explains them."""

from collections.abc import Mapping

COMMANDS_IN_DUTCH: Mapping[str, str] = {
    "ReportClient": "cliënt melden",
    "AssessPurpose": "doel toetsen",
    "ConcludeTriage": "triage afronden",
    "IncludeClient": "cliënt includeren",
    "DeclineInclusion": "inclusie afwijzen",
    "RecordClientInformed": "vastleggen dat de cliënt is geïnformeerd",
    "AddPartner": "partner toevoegen",
    "RemovePartner": "partner verwijderen",
    "ExcludeClient": "cliënt laten uitstromen",
    "AssessSituation": "beeld vormen",
    "EstablishPlan": "levensloopplan vaststellen",
    "RevisePlan": "levensloopplan bijstellen",
    "AgreeAction": "actie afspreken",
    "CompleteAction": "actie afronden",
    "ReassignAction": "actie overdragen",
    "RegisterLabel": "label registreren",
    "HoldReview": "casus bespreken",
    "RaiseSignal": "signaal geven",
    "ActivateScenario": "scenario activeren",
    "AcknowledgeStep": "scenariostap bevestigen",
    "EndScenario": "scenario beëindigen",
    "RequestSecureBed": "beveiligd bed vragen",
    "AssignSecureBed": "beveiligd bed toewijzen",
    "WaitlistSecureBed": "op de wachtlijst zetten",
    "AdmitToSecureBed": "opnemen op een beveiligd bed",
    "ReleaseFromSecureBed": "terugkeren van een beveiligd bed",
    "AnnounceMove": "verhuizing aankondigen",
    "AcceptHandover": "overdracht aanvaarden",
    "HoldJointMeeting": "gezamenlijk overleg houden",
    "TransferDirection": "regie overdragen",
}
"""Command name → Dutch."""
