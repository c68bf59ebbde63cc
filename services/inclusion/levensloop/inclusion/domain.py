"""What inclusion decides: command type → function. Who may ask it, and in which phase, is in contracts.admission."""

from collections.abc import Callable, Mapping
from typing import Any

from levensloop.contracts.commands import inclusion as commands
from levensloop.contracts.commands import third_parties
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import CommandData
from levensloop.inclusion import admitting, agreeing, feedback, giving, heads, include, payer, postpone, report, team
from levensloop.inclusion.exit import exclude, record_death
from levensloop.inclusion.state import State

DECISIONS: Mapping[type[CommandData], Callable[[State, Any, Context], Decision]] = {
    commands.ReportClient: report.report,
    commands.AssessPurpose: report.assess_purpose,
    commands.ConcludeTriage: report.conclude_triage,
    commands.IncludeClient: include.include,
    commands.PostponeInclusion: postpone.postpone,
    commands.CompletePostponedAction: postpone.complete,
    commands.DeclineInclusion: include.decline,
    commands.RecordClientInformed: include.inform,
    commands.RecordConsent: include.consent,
    commands.RecordCoordinationPayer: payer.record,
    commands.AddPartner: team.add,
    commands.RemovePartner: team.remove,
    commands.ChangeHeads: heads.change,
    third_parties.AdmitThirdParty: admitting.admit,
    third_parties.WithdrawAdmission: admitting.withdraw,
    third_parties.AnswerAdmissionRequest: agreeing.answer,
    third_parties.ObjectToAdmission: agreeing.object_to,
    third_parties.WithdrawAdmissionObjection: agreeing.object_no_more,
    third_parties.RecordResultGiven: giving.record,
    third_parties.GiveFeedback: feedback.give,
    commands.ExcludeClient: exclude,
    commands.RetractReport: report.retract,
    commands.RecordDeath: record_death,
}


def decide(state: State, command: CommandData, context: Context) -> Decision:
    """Events or a refusal. Pure."""
    return DECISIONS[type(command)](state, command, context)
